using System.Text.Json.Serialization;

namespace TuroEzpass.Core.Uploads;

/// <summary>What a file is imported as.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<UploadKind>))]
public enum UploadKind
{
    /// <summary>A toll statement.</summary>
    Statement,

    /// <summary>Turo's trip-earnings export.</summary>
    Trips,

    /// <summary>A <c>fleet.csv</c>: the whole fleet.</summary>
    Fleet,

    /// <summary>The real times of pickups and returns.</summary>
    Handovers,
}

/// <summary>The status of an upload.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<UploadStatus>))]
public enum UploadStatus
{
    /// <summary>Stored, and waiting to be imported.</summary>
    Queued,

    /// <summary>Being imported.</summary>
    Running,

    /// <summary>Imported; the ledger has it from now on.</summary>
    Done,

    /// <summary>It can't be imported as it is.</summary>
    Failed,
}

/// <summary>A file to import, from its arrival until it is in the ledger.</summary>
public sealed record Upload
{
    /// <summary>The id: the SHA-256 of the file, as in the ledger.</summary>
    public required string Id { get; init; }

    /// <summary>The file's name.</summary>
    public required string File { get; init; }

    /// <summary>What it is, chosen by the user or detected; null while unknown.</summary>
    public UploadKind? Kind { get; init; }

    /// <summary>The vehicle of rows without tag or plate.</summary>
    public string? Vehicle { get; init; }

    /// <summary>SHA-256 of the user's own layout, which is stored with the originals.</summary>
    public string? Layout { get; init; }

    /// <summary>The status.</summary>
    public required UploadStatus Status { get; init; }

    /// <summary>When it was uploaded, in UTC; updated if it is uploaded again after a failure.</summary>
    public required string At { get; init; }

    /// <summary>Who uploaded it.</summary>
    public required string By { get; init; }

    /// <summary>The current stage: <c>reading</c>, <c>storing</c>, <c>deciding</c>, <c>writing</c>.</summary>
    public string? Stage { get; init; }

    /// <summary>The number of rows that this stage has finished.</summary>
    public int StageDone { get; init; }

    /// <summary>The number of rows in total, if known.</summary>
    public int? StageTotal { get; init; }

    /// <summary>Why it failed and what to do, as readable text.</summary>
    public string? Error { get; init; }

    /// <summary>Whether it failed because its columns must be mapped.</summary>
    public bool NeedsColumns { get; init; }

    /// <summary>Whether it failed because its vehicle must be chosen.</summary>
    public bool NeedsVehicle { get; init; }

    /// <summary>The number of rows or lines in the file, after the import.</summary>
    public int Rows { get; init; }

    /// <summary>The number of entries that it changed, after the import.</summary>
    public int Written { get; init; }
}
