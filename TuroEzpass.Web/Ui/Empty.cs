namespace TuroEzpass.Web.Ui;

/// <summary>What stands where there is nothing yet: <c>&lt;partial name="_Empty" model="…" /&gt;</c>.</summary>
/// <param name="Icon">One of <see cref="Icons"/>.</param>
/// <param name="Title">What there is none of.</param>
/// <param name="Text">Why, and what to do.</param>
/// <param name="Href">Where that is done.</param>
/// <param name="Action">The words of the button that leads there.</param>
public sealed record Empty(string Icon, string Title, string Text, string? Href = null, string? Action = null);
