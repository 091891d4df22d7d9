using TuroEzpass.Contracts;

namespace TuroEzpass.Web.Ui;

/// <summary>The open alerts, for <c>&lt;partial name="_Alerts" model="…" /&gt;</c>. Its forms post to the page's handler
/// <c>Acknowledge</c>.</summary>
/// <param name="Alerts">The alerts.</param>
/// <param name="MayAcknowledge">Whether the viewer may acknowledge an alert.</param>
/// <param name="ForOperators">Whether to show the priorities.</param>
public sealed record AlertLines(IReadOnlyList<AlertInfo> Alerts, bool MayAcknowledge, bool ForOperators = false);
