namespace TuroEzpass.Web.Ui;

/// <summary>An empty state: <c>&lt;partial name="_Empty" model="…" /&gt;</c>.</summary>
/// <param name="Icon">One of <see cref="Icons"/>.</param>
/// <param name="Title">What is missing.</param>
/// <param name="Text">What will appear here and how to get it.</param>
/// <param name="Href">The button's link.</param>
/// <param name="Action">The button's text.</param>
public sealed record Empty(string Icon, string Title, string Text, string? Href = null, string? Action = null);
