using System.Text.Json.Serialization;

namespace TuroEzpass.Contracts;

/// <summary>The kind of an imported file.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ImportKind>))]
public enum ImportKind
{
    /// <summary>A toll statement.</summary>
    Statement,

    /// <summary>Turo's trip-earnings export.</summary>
    Trips,

    /// <summary>The complete list of the fleet's tags and plates.</summary>
    Fleet,

    /// <summary>The real times at which guests picked up and returned cars.</summary>
    Handovers,
}

/// <summary>An import's status.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ImportStatus>))]
public enum ImportStatus
{
    /// <summary>Stored and waiting to be imported.</summary>
    Queued,

    /// <summary>Being imported.</summary>
    Running,

    /// <summary>Imported.</summary>
    Done,

    /// <summary>The file can't be imported as it is; the error says why and what to do.</summary>
    Failed,
}

/// <summary>A file and its import.</summary>
public sealed record Import
{
    /// <summary>The ID: the SHA-256 of the file.</summary>
    public required string Id { get; init; }

    /// <summary>The kind of file; null until it is detected.</summary>
    public ImportKind? Kind { get; init; }

    /// <summary>The status.</summary>
    public required ImportStatus Status { get; init; }

    /// <summary>The file's name.</summary>
    public required string File { get; init; }

    /// <summary>When it was uploaded or collected, ISO 8601 in UTC.</summary>
    public required string At { get; init; }

    /// <summary>Who uploaded it.</summary>
    public required string By { get; init; }

    /// <summary>The car for rows without a tag or plate, as given with the file.</summary>
    public string? Vehicle { get; init; }

    /// <summary>The statement's layout.</summary>
    public string? Layout { get; init; }

    /// <summary>The number of rows.</summary>
    public int Rows { get; init; }

    /// <summary>A statement's rows by their current outcome.</summary>
    public IReadOnlyDictionary<string, int> Outcomes { get; init; } = new Dictionary<string, int>();

    /// <summary>Changes whenever the import changes; send it in If-Match to withdraw the import. Null while it is not imported.</summary>
    public string? ETag { get; init; }

    /// <summary>When it was withdrawn, ISO 8601 in UTC; null if it counts.</summary>
    public string? WithdrawnAt { get; init; }

    /// <summary>Who withdrew it.</summary>
    public string? WithdrawnBy { get; init; }

    /// <summary>The current stage: reading, storing, deciding, writing.</summary>
    public string? Stage { get; init; }

    /// <summary>The number of rows that the stage has processed.</summary>
    public int StageDone { get; init; }

    /// <summary>The stage's total number of rows, if known.</summary>
    public int? StageTotal { get; init; }

    /// <summary>Why it failed and what to do.</summary>
    public string? Error { get; init; }

    /// <summary>It failed because its columns are not mapped: <c>GET /api/imports/{id}/columns</c> shows them.</summary>
    public bool NeedsColumns { get; init; }

    /// <summary>It failed because the car is not known: set it with <c>POST /api/imports/{id}/again</c>.</summary>
    public bool NeedsVehicle { get; init; }
}

/// <summary>The imports.</summary>
/// <param name="Waiting">Queued, running and failed files, newest first; at most 100.</param>
/// <param name="Done">Imported files, newest first.</param>
/// <param name="Next">The cursor of the next page of <paramref name="Done"/>.</param>
public sealed record ImportList(IReadOnlyList<Import> Waiting, IReadOnlyList<Import> Done, string? Next);
