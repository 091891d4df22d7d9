using System.Text.Json.Serialization;

namespace TuroEzpass.Contracts;

/// <summary>What a file is taken in as.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ImportKind>))]
public enum ImportKind
{
    /// <summary>A toll statement.</summary>
    Statement,

    /// <summary>Turo's trip-earnings export.</summary>
    Trips,

    /// <summary>The fleet's tags and plates, as a whole.</summary>
    Fleet,
}

/// <summary>Where an import stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ImportStatus>))]
public enum ImportStatus
{
    /// <summary>Stored; it will be taken in.</summary>
    Queued,

    /// <summary>Being taken in.</summary>
    Running,

    /// <summary>Taken in.</summary>
    Done,

    /// <summary>It cannot be taken in as it is; the text says why and what to do.</summary>
    Failed,
}

/// <summary>A file that was taken in, or waits to be.</summary>
public sealed record Import
{
    /// <summary>Its id: the SHA-256 of the file.</summary>
    public required string Id { get; init; }

    /// <summary>What it is taken in as; null until that is found out.</summary>
    public ImportKind? Kind { get; init; }

    /// <summary>Where it stands.</summary>
    public required ImportStatus Status { get; init; }

    /// <summary>The file's name.</summary>
    public required string File { get; init; }

    /// <summary>When it came, ISO 8601 in UTC.</summary>
    public required string At { get; init; }

    /// <summary>Who brought it.</summary>
    public required string By { get; init; }

    /// <summary>Whose car the rows without tag or plate are of, as was said with the file.</summary>
    public string? Vehicle { get; init; }

    /// <summary>The statement's layout.</summary>
    public string? Layout { get; init; }

    /// <summary>Its rows.</summary>
    public int Rows { get; init; }

    /// <summary>How a statement's rows end now.</summary>
    public IReadOnlyDictionary<string, int> Outcomes { get; init; } = new Dictionary<string, int>();

    /// <summary>What is being done: reading, storing, deciding, writing.</summary>
    public string? Stage { get; init; }

    /// <summary>How many rows that stage has done.</summary>
    public int StageDone { get; init; }

    /// <summary>Of how many, where that is known.</summary>
    public int? StageTotal { get; init; }

    /// <summary>Why it failed and what to do.</summary>
    public string? Error { get; init; }

    /// <summary>It failed because nobody has said what its columns are: <c>GET /api/imports/{id}/columns</c> shows them.</summary>
    public bool NeedsColumns { get; init; }

    /// <summary>It failed because nobody has said whose car it is of: <c>POST /api/imports/{id}/again</c> takes it.</summary>
    public bool NeedsVehicle { get; init; }
}

/// <summary>The imports.</summary>
/// <param name="Waiting">Files that are queued, under way or failed, newest first; at most 100.</param>
/// <param name="Done">What was taken in, newest first.</param>
/// <param name="Next">The cursor of the next page of <paramref name="Done"/>.</param>
public sealed record ImportList(IReadOnlyList<Import> Waiting, IReadOnlyList<Import> Done, string? Next);
