using System.Text.Json;
using System.Text.Json.Serialization;
using TuroEzpass.Core.Matching;

namespace TuroEzpass.Core.Ledger;

/// <summary>Tolls that get another outcome by an upgrade.</summary>
/// <param name="From">Their outcome before.</param>
/// <param name="To">Their outcome after.</param>
/// <param name="Rows">The number of tolls.</param>
/// <param name="Cents">Their sum.</param>
public sealed record OutcomeChange(string From, string To, int Rows, long Cents)
{
    /// <summary>Whether these tolls need review now and did not before.</summary>
    [JsonIgnore]
    public bool MovesToReview => IsReview(To) && !IsReview(From);

    private static bool IsReview(string outcome) => outcome is nameof(Outcome.NeedsReview) or nameof(Outcome.Unmapped) or nameof(Outcome.Unreadable);
}

/// <summary>What an upgrade of a stored ledger changes. It is known before anything is written, and is stored as a record.</summary>
/// <param name="At">When it was computed, in UTC.</param>
/// <param name="Seq">The last fact at that time.</param>
/// <param name="FromShape">The shape version of the stored items.</param>
/// <param name="ToShape">The shape version of this program's items.</param>
/// <param name="FromRules">The rules version that decided the stored tolls.</param>
/// <param name="ToRules">This program's rules version.</param>
/// <param name="Tolls">The number of stored tolls.</param>
/// <param name="Changes">The tolls whose outcome changes.</param>
public sealed record LedgerUpgrade(
    string At, long Seq, int FromShape, int ToShape, int FromRules, int ToRules, int Tolls, IReadOnlyList<OutcomeChange> Changes)
{
    /// <summary>The backup that was made before the upgrade: a file, or the time to which the table can be restored. Null if there is none.</summary>
    public string? Backup { get; init; }

    /// <summary>The number of tolls whose outcome changes.</summary>
    [JsonIgnore]
    public int Changed => Changes.Sum(change => change.Rows);

    /// <summary>The tolls that newly need review, as one sum.</summary>
    [JsonIgnore]
    public TotalEntry ToReview => Changes.Where(change => change.MovesToReview)
        .Aggregate(new TotalEntry(0, 0), (sum, change) => new TotalEntry(sum.Rows + change.Rows, sum.Cents + change.Cents));

    internal bool IsSameAs(LedgerUpgrade other) =>
        (Seq, FromShape, ToShape, FromRules, ToRules) == (other.Seq, other.FromShape, other.ToShape, other.FromRules, other.ToRules);

    /// <summary>Compares the outcomes of the same tolls.</summary>
    /// <param name="before">The stored items of any shape: every shape has a toll's id, outcome and cents.</param>
    /// <param name="after">The new items.</param>
    /// <param name="tolls">The number of stored tolls.</param>
    internal static IReadOnlyList<OutcomeChange> Compare(IEnumerable<ProjectedItem> before, IEnumerable<ProjectedItem> after, out int tolls)
    {
        var stored = before.Select(Toll).OfType<(string Id, string Outcome, long Cents)>().ToDictionary(toll => toll.Id, StringComparer.Ordinal);
        tolls = stored.Count;
        return
        [
            .. after.Select(Toll).OfType<(string Id, string Outcome, long Cents)>()
                .Where(toll => stored.TryGetValue(toll.Id, out var old) && old.Outcome != toll.Outcome)
                .GroupBy(toll => (From: stored[toll.Id].Outcome, To: toll.Outcome))
                .Select(group => new OutcomeChange(group.Key.From, group.Key.To, group.Count(), group.Sum(toll => toll.Cents)))
                .OrderByDescending(change => change.Rows).ThenBy(change => change.From, StringComparer.Ordinal).ThenBy(change => change.To, StringComparer.Ordinal),
        ];
    }

    private static (string Id, string Outcome, long Cents)? Toll(ProjectedItem item)
    {
        if (!item.Key.Partition.Contains("#TOLL#", StringComparison.Ordinal))
            return null;
        try
        {
            using var json = JsonDocument.Parse(item.Json);
            return (json.RootElement.GetProperty("id").GetString()!, json.RootElement.GetProperty("outcome").GetString()!, json.RootElement.TryGetProperty("cents", out var cents) ? cents.GetInt64() : 0);
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // A damaged item has no outcome to compare; the rebuild replaces it.
            return null;
        }
    }
}

/// <summary>Makes a backup before a ledger is upgraded.</summary>
public interface ILedgerBackup
{
    /// <summary>Makes a backup; the upgrade starts only if this succeeds.</summary>
    /// <returns>Where it is, as readable text.</returns>
    Task<string> BeforeUpgradeAsync(CancellationToken cancellation = default);
}
