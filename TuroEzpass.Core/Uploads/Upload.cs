using System.Text.Json.Serialization;

namespace TuroEzpass.Core.Uploads;

/// <summary>What a file is taken in as.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<UploadKind>))]
public enum UploadKind
{
    /// <summary>A toll statement.</summary>
    Statement,

    /// <summary>Turo's trip-earnings export.</summary>
    Trips,

    /// <summary>A <c>fleet.csv</c>: the whole fleet.</summary>
    Fleet,
}

/// <summary>Where an upload stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<UploadStatus>))]
public enum UploadStatus
{
    /// <summary>Stored; it will be taken in.</summary>
    Queued,

    /// <summary>Being taken in.</summary>
    Running,

    /// <summary>In the ledger, which tells of it from now on.</summary>
    Done,

    /// <summary>It cannot be taken in as it is.</summary>
    Failed,
}

/// <summary>A file that was given to be taken in, from its arrival until the ledger tells of it.</summary>
public sealed record Upload
{
    /// <summary>Its id: the SHA-256 of the file, as in the ledger.</summary>
    public required string Id { get; init; }

    /// <summary>The file's name.</summary>
    public required string File { get; init; }

    /// <summary>What it is: as the person said, or as was found; null while nobody knows.</summary>
    public UploadKind? Kind { get; init; }

    /// <summary>Whose car the rows without tag or plate are of.</summary>
    public string? Vehicle { get; init; }

    /// <summary>SHA-256 of the person's own layout, which is kept beside the originals.</summary>
    public string? Layout { get; init; }

    /// <summary>Where it stands.</summary>
    public required UploadStatus Status { get; init; }

    /// <summary>When it was given, in UTC; anew when it is given again after it failed.</summary>
    public required string At { get; init; }

    /// <summary>Who gave it.</summary>
    public required string By { get; init; }

    /// <summary>What is being done: <c>reading</c>, <c>storing</c>, <c>deciding</c>, <c>writing</c>.</summary>
    public string? Stage { get; init; }

    /// <summary>How many rows that stage has done.</summary>
    public int StageDone { get; init; }

    /// <summary>Of how many, where that is known.</summary>
    public int? StageTotal { get; init; }

    /// <summary>Why it failed and what to do, for people.</summary>
    public string? Error { get; init; }

    /// <summary>It failed because nobody has said what its columns are.</summary>
    public bool NeedsColumns { get; init; }

    /// <summary>It failed because nobody has said whose car it is of.</summary>
    public bool NeedsVehicle { get; init; }

    /// <summary>Rows or lines of the file, once it is done.</summary>
    public int Rows { get; init; }

    /// <summary>Entries that it changed, once it is done.</summary>
    public int Written { get; init; }
}
