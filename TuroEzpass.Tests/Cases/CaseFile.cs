using System.Text.Json;

namespace TuroEzpass.Tests.Cases;

/// <summary>A case: its input files, the commands to run, and what is right. The form: <c>open/README.md</c>.</summary>
internal sealed record CaseFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Where the cases are.</summary>
    public static string Root { get; } = Path.Combine(RepositoryRoot.Path, "TuroEzpass.Tests", "Cases", "open");

    /// <summary>The names of all cases.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.GetDirectories(Root).Where(folder => File.Exists(Path.Combine(folder, "case.json"))).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    public required string Kind { get; init; }

    public required string Why { get; init; }

    public required string[][] Steps { get; init; }

    public ExpectedRow[] Rows { get; init; } = [];

    public RowsTogether[] Together { get; init; } = [];

    public long? OwedCents { get; init; }

    public long? OwedCentsMax { get; init; }

    public int? RowCountMin { get; init; }

    public int[] Exit { get; init; } = [0, 1];

    public AllowedRefusal? Refusal { get; init; }

    public string[] StderrContainsAny { get; init; } = [];

    public string[] SaysAny { get; init; } = [];

    public string[] Exports { get; init; } = [];

    public ExpectedClaim[] Claims { get; init; } = [];

    /// <summary>The case's folder.</summary>
    public string Folder { get; private set; } = "";

    public static CaseFile Read(string name)
    {
        var folder = Path.Combine(Root, name);
        var read = JsonSerializer.Deserialize<CaseFile>(File.ReadAllText(Path.Combine(folder, "case.json")), Json)!;
        read.Folder = folder;
        return read;
    }
}

/// <summary>The outcomes that are right for a row.</summary>
internal sealed record ExpectedRow(string File, int Line, string[] Outcomes, string? Trip, long? Cents, int Nth = 1, string? Export = null)
{
    public override string ToString() =>
        string.Join(" or ", Outcomes) + (Trip is not null && Outcomes.Contains("Matched") ? $" (trip {Trip})" : "") + (Cents is { } cents && Outcomes.Contains("Matched") ? $" ({cents} cents)" : "");
}

/// <summary>Rows that are judged together. Each row is its file's name and its line.</summary>
internal sealed record RowsTogether(JsonElement[][] Rows, int? MatchedMax, long? CentsMax, int? KeptMin)
{
    public IEnumerable<(string File, int Line)> Places => Rows.Select(row => (row[0].GetString()!, row[1].GetInt32()));
}

/// <summary>How the program may refuse the files.</summary>
internal sealed record AllowedRefusal(int[] Exit, string[]? StderrContainsAny);

/// <summary>What a reservation's claims may be.</summary>
internal sealed record ExpectedClaim(string Trip, string[]? States, long? CentsMax, string[]? FlagsAny);
