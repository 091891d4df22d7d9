using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using TuroEzpass.Core.Claims;
using TuroEzpass.Core.Matching;

namespace TuroEzpass.Core.Reports;

/// <summary>The result of a run: <c>summary.json</c>. Money is in integer cents.</summary>
/// <param name="AsOf">The day for which the claims' states are computed.</param>
/// <param name="Statements">The statement files.</param>
/// <param name="Trips">The trips files.</param>
/// <param name="Rows">All data rows; the sum of the outcomes' rows.</param>
/// <param name="Outcomes">Rows and signed cents of each outcome that occurs.</param>
/// <param name="Claims">The number of claims.</param>
/// <param name="ClaimTolls">The number of tolls in them.</param>
/// <param name="ClaimCents">Their sum, in cents.</param>
/// <param name="ClaimStates">The number of claims in each state.</param>
/// <param name="Evidence">The evidence files written, relative to the folder.</param>
/// <param name="Notes">Notes about this run for the user.</param>
public sealed record Summary(
    string AsOf,
    IReadOnlyList<SummaryStatement> Statements,
    IReadOnlyList<SummaryTrips> Trips,
    int Rows,
    IReadOnlyDictionary<string, SummaryOutcome> Outcomes,
    int Claims,
    int ClaimTolls,
    long ClaimCents,
    IReadOnlyDictionary<string, int> ClaimStates,
    IReadOnlyList<string> Evidence,
    IReadOnlyList<string> Notes)
{
    /// <summary>The number of rows that need review, by the name of the reason; the most frequent first.</summary>
    public IReadOnlyDictionary<string, int> ReviewReasons { get; init; } = new Dictionary<string, int>();

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        NewLine = "\n",
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Summarizes a run.</summary>
    public static Summary Of(Reconciliation reconciliation, IReadOnlyList<Claim> claims, LocalDate asOf, IReadOnlyList<string> evidence, IReadOnlyList<string> notes)
    {
        var rows = new SortedDictionary<Outcome, (int Rows, long Cents)>();
        var reasons = new Dictionary<Reason, int>();
        for (var file = 0; file < reconciliation.Statements.Count; file++)
        {
            var decisions = reconciliation.DecisionsOf(file);
            for (var index = 0; index < decisions.Count; index++)
            {
                var (count, cents) = rows.GetValueOrDefault(decisions[index].Outcome);
                if (decisions[index].Outcome == Outcome.NeedsReview)
                    reasons[decisions[index].Reason] = reasons.GetValueOrDefault(decisions[index].Reason) + 1;
                rows[decisions[index].Outcome] = (count + 1, cents + (reconciliation.Statements[file].Rows[index].Amount?.Cents ?? 0));
            }
        }

        return new Summary(
            asOf.ToString("uuuu-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            [.. reconciliation.Statements.Select(statement => new SummaryStatement(statement.FileName, statement.Sha256, statement.Layout.Id, statement.Rows.Count))],
            [.. reconciliation.Trips.Files.Select(file => new SummaryTrips(file.FileName, file.Date.ToString("uuuu-MM-dd", System.Globalization.CultureInfo.InvariantCulture), file.Rows.Count))],
            rows.Values.Sum(entry => entry.Rows),
            rows.ToDictionary(entry => entry.Key.ToString(), entry => new SummaryOutcome(entry.Value.Rows, entry.Value.Cents)),
            claims.Count,
            claims.Sum(claim => claim.Tolls.Count),
            claims.Sum(claim => claim.Amount.Cents),
            claims.GroupBy(claim => claim.State).OrderBy(group => group.Key).ToDictionary(group => ResultFiles.StateText(group.Key), group => group.Count()),
            evidence,
            notes)
        {
            ReviewReasons = reasons.OrderByDescending(reason => reason.Value).ThenBy(reason => reason.Key).ToDictionary(reason => reason.Key.ToString(), reason => reason.Value),
        };
    }

    /// <summary>Whether any rows need review.</summary>
    [JsonIgnore]
    public bool NeedsPerson => new[] { Outcome.NeedsReview, Outcome.Unmapped, Outcome.Unreadable }.Any(outcome => Outcomes.ContainsKey(outcome.ToString()));

    /// <summary>As JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json) + "\n";
}

/// <summary>A statement file of a run.</summary>
/// <param name="File">Name.</param>
/// <param name="Sha256">SHA-256 of its bytes.</param>
/// <param name="Layout">Its layout.</param>
/// <param name="Rows">Its data rows.</param>
public sealed record SummaryStatement(string File, string Sha256, string Layout, int Rows);

/// <summary>A trips file of a run.</summary>
/// <param name="File">Name.</param>
/// <param name="Date">The day it was downloaded, as far as known.</param>
/// <param name="Rows">The number of trips in it.</param>
public sealed record SummaryTrips(string File, string Date, int Rows);

/// <summary>The rows of one outcome.</summary>
/// <param name="Rows">The number of rows.</param>
/// <param name="Cents">Their signed cost to the host, in cents.</param>
public sealed record SummaryOutcome(int Rows, long Cents);
