using System.Diagnostics;
using System.Diagnostics.Metrics;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Statements;

namespace TuroEzpass.Core.Ledger;

/// <summary>A ledger's telemetry: spans and counts. They contain only numbers and names of kinds, never
/// text from a file or a person. Of an error only the type is recorded, because its message may quote a file.</summary>
public static class LedgerTelemetry
{
    /// <summary>The name of the trace source.</summary>
    public const string TraceSource = "TuroEzpass.Core";

    /// <summary>The name of the meter.</summary>
    public const string MeterName = "TuroEZPass";

    private static readonly ActivitySource Traces = new(TraceSource);
    private static readonly Meter Meter = new(MeterName);
    private static readonly Counter<long> Tolls = Meter.CreateCounter<long>("TollsImported", "{toll}", "Tolls in imported statements that were in no earlier statement");
    private static readonly Counter<long> Outcomes = Meter.CreateCounter<long>("Outcomes", "{row}", "Rows of imported statements by their outcome at import");

    /// <summary>Runs work in a span.</summary>
    internal static async Task<T> SpanAsync<T>(string name, Func<Activity?, Task<T>> work)
    {
        using var span = Traces.StartActivity(name);
        try
        {
            return await work(span).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Fail(span, error);
            throw;
        }
    }

    /// <inheritdoc cref="SpanAsync{T}" />
    internal static T Span<T>(string name, Func<Activity?, T> work)
    {
        using var span = Traces.StartActivity(name);
        try
        {
            return work(span);
        }
        catch (Exception error)
        {
            Fail(span, error);
            throw;
        }
    }

    /// <summary>Runs an import of a kind in a span, with its result.</summary>
    internal static Task<ImportResult> ImportAsync(string kind, Func<Task<ImportResult>> import) => SpanAsync("ledger.import", async span =>
    {
        span?.SetTag("ledger.import.kind", kind);
        var result = await import().ConfigureAwait(false);
        span?.SetTag("ledger.import.new", result.IsNew).SetTag("ledger.rows", result.Rows).SetTag("ledger.written", result.Written);
        return result;
    });

    /// <summary>Records the outcomes of the last statement's rows.</summary>
    /// <param name="span">The span of the matching.</param>
    /// <param name="state">The ledger's state with that statement.</param>
    internal static void Decided(Activity? span, LedgerState state)
    {
        if (span is not { IsAllDataRequested: true })
            return;
        span.SetTag("ledger.rows", state.Imports[^1].Rows);
        foreach (var (outcome, rows) in OutcomesOfLast(state))
            span.SetTag($"ledger.outcome.{outcome}", rows);
    }

    /// <summary>Counts the last statement after it was committed.</summary>
    /// <param name="state">The ledger's state with it.</param>
    internal static void Sealed(LedgerState state)
    {
        if (!Outcomes.Enabled && !Tolls.Enabled)
            return;
        var file = state.Imports.Count - 1;
        var decisions = state.Reconciliation.DecisionsOf(file);
        var tolls = Enumerable.Range(0, decisions.Count)
            .Count(row => decisions[row].Outcome != Outcome.Duplicate && state.Reconciliation.RowAt(new RowPlace(file, row)).Kind == RowKind.Toll);
        Tolls.Add(tolls);
        foreach (var (outcome, rows) in OutcomesOfLast(state))
            Outcomes.Add(rows, new KeyValuePair<string, object?>("outcome", outcome.ToString()));
    }

    private static void Fail(Activity? span, Exception error) => span?.SetTag("error.type", error.GetType().Name).SetStatus(ActivityStatusCode.Error);

    private static IEnumerable<KeyValuePair<Outcome, int>> OutcomesOfLast(LedgerState state) =>
        state.Reconciliation.DecisionsOf(state.Imports.Count - 1).CountBy(decision => decision.Outcome);
}
