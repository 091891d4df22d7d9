using TuroEzpass.Contracts;

namespace TuroEzpass.Web.Ui;

/// <summary>A drop area for files: <c>&lt;partial name="_Drop" model="…" /&gt;</c>, with <c>js/imports.js</c> on the page.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Back">The page that a form without scripts redirects to: <c>/imports</c> or <c>/start</c>.</param>
/// <param name="Vehicles">The cars to choose from for statements without tags and plates; null to offer no choice.</param>
/// <param name="Kind">The kind of the files; null to detect it from the header.</param>
public sealed record DropForm(string Title, string Back, IReadOnlyList<Vehicle>? Vehicles = null, ImportKind? Kind = null);

/// <summary>Files that are waiting, in progress or failed: <c>&lt;partial name="_Waiting" model="…" /&gt;</c>.</summary>
/// <param name="Imports">The files.</param>
/// <param name="Vehicles">The cars to choose from if a file needs one.</param>
/// <param name="Back">The page that shows it.</param>
public sealed record WaitingFiles(IReadOnlyList<Import> Imports, IReadOnlyList<Vehicle> Vehicles, string Back)
{
    /// <summary>Whether any file is waiting or in progress.</summary>
    public bool IsUnderWay => Imports.Any(import => import.Status is ImportStatus.Queued or ImportStatus.Running);
}
