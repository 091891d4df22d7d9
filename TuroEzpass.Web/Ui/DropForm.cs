using TuroEzpass.Contracts;

namespace TuroEzpass.Web.Ui;

/// <summary>Where files are dropped: <c>&lt;partial name="_Drop" model="…" /&gt;</c>, with <c>js/imports.js</c> on the page.</summary>
/// <param name="Title">What is wanted.</param>
/// <param name="Back">Where a plain form lands: <c>/imports</c> or <c>/start</c>.</param>
/// <param name="Vehicles">The cars, where one may be said for statements without tags and plates.</param>
/// <param name="Kind">What the files are taken as; null where their header tells.</param>
public sealed record DropForm(string Title, string Back, IReadOnlyList<Vehicle>? Vehicles = null, ImportKind? Kind = null);

/// <summary>Files that wait, are under way or failed: <c>&lt;partial name="_Waiting" model="…" /&gt;</c>.</summary>
/// <param name="Imports">They.</param>
/// <param name="Vehicles">The cars to choose from where a file needs one.</param>
/// <param name="Back">The page it stands on.</param>
public sealed record WaitingFiles(IReadOnlyList<Import> Imports, IReadOnlyList<Vehicle> Vehicles, string Back)
{
    /// <summary>Whether something is under way, so that looking again makes sense.</summary>
    public bool IsUnderWay => Imports.Any(import => import.Status is ImportStatus.Queued or ImportStatus.Running);
}
