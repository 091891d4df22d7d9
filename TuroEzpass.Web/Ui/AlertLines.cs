using TuroEzpass.Contracts;

namespace TuroEzpass.Web.Ui;

/// <summary>A list of alerts that are so now; <c>&lt;partial name="_Alerts" model="…" /&gt;</c> shows it. Its forms go to the page's
/// handler <c>Acknowledge</c>.</summary>
/// <param name="Alerts">The alerts.</param>
/// <param name="MayAcknowledge">Whether the viewer may say that they care for one.</param>
/// <param name="ForOperators">Whether their priority is shown.</param>
public sealed record AlertLines(IReadOnlyList<AlertInfo> Alerts, bool MayAcknowledge, bool ForOperators = false);
