using NodaTime;

namespace TuroEzpass.Core.Alerts;

/// <summary>The condition of a rule: <see cref="OfMetric"/>, <see cref="OfEvent"/>, <see cref="OfBudget"/>, <see cref="OfSchedule"/> or
/// <see cref="OfFact"/>.</summary>
public abstract record AlertTrigger
{
    private AlertTrigger() { }

    /// <summary>A metric is beyond a threshold for some time.</summary>
    /// <param name="Namespace">The metric's namespace; <c>Process</c> for what only the API knows.</param>
    /// <param name="Name">The metric's name.</param>
    /// <param name="Of">The component: <c>api</c>, <c>table</c> …; empty for the whole system.</param>
    /// <param name="Statistic"><c>Sum</c>, <c>Maximum</c>, <c>Minimum</c>, <c>SampleCount</c> or a percentile such as <c>p95</c>.</param>
    /// <param name="Comparison">Which side of the threshold is wrong.</param>
    /// <param name="Threshold">The threshold, in the metric's unit.</param>
    /// <param name="Seconds">The length of a period.</param>
    /// <param name="Periods">The number of consecutive periods for which it must be true.</param>
    /// <param name="Missing">What a period without data means.</param>
    public sealed record OfMetric(
        string Namespace, string Name, string Of, string Statistic, AlertComparison Comparison, double Threshold, int Seconds, int Periods, MissingData Missing) : AlertTrigger
    {
        /// <summary>The length of a period.</summary>
        public Duration Period => Duration.FromSeconds(Seconds);

        /// <summary>How long the condition must have been true since it was first seen. The first sighting already covers a whole period.</summary>
        public Duration Patience => Duration.FromSeconds((long)Seconds * (Periods - 1));

        /// <summary>Whether a value is on the wrong side.</summary>
        /// <param name="value">The value; null if there is none.</param>
        public bool IsBreachedBy(double? value) => value is not { } known ? Missing == MissingData.Breaching : Comparison switch
        {
            AlertComparison.Below => known < Threshold,
            AlertComparison.Above => known > Threshold,
            _ => known >= Threshold,
        };
    }

    /// <summary>AWS sends an event.</summary>
    /// <param name="Sources">The event's source must be one of these.</param>
    /// <param name="DetailTypes">The event's type must be one of these.</param>
    public sealed record OfEvent(IReadOnlyList<string> Sources, IReadOnlyList<string> DetailTypes) : AlertTrigger;

    /// <summary>The month's costs reach a share of the budget.</summary>
    /// <param name="Percent">Percent of the budget.</param>
    public sealed record OfBudget(int Percent) : AlertTrigger;

    /// <summary>A time is reached.</summary>
    /// <param name="Cron">Six fields, as EventBridge writes them: minute, hour, day, month, weekday, year.</param>
    public sealed record OfSchedule(string Cron) : AlertTrigger
    {
        /// <summary>The hour of the day.</summary>
        public int Hour => int.Parse(Cron.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>A fact about an owner's ledger is true.</summary>
    /// <param name="Fact">The fact.</param>
    /// <param name="From">The lowest number that fires the rule.</param>
    /// <param name="Through">The highest number that fires it.</param>
    public sealed record OfFact(OwnerFact Fact, int From, int Through) : AlertTrigger
    {
        /// <summary>Whether the rule fires for this number.</summary>
        public bool Holds(int number) => number >= From && number <= Through;
    }
}

/// <summary>Which side of a threshold is wrong.</summary>
public enum AlertComparison
{
    /// <summary>Smaller values.</summary>
    Below,

    /// <summary>Larger values.</summary>
    Above,

    /// <summary>Values equal to the threshold or larger.</summary>
    AtLeast,
}

/// <summary>What a period without data means.</summary>
public enum MissingData
{
    /// <summary>There is a problem.</summary>
    Breaching,

    /// <summary>There is no problem.</summary>
    NotBreaching,
}

/// <summary>The facts about an owner's ledger that rules can use.</summary>
public enum OwnerFact
{
    /// <summary>Days until claims must be filed.</summary>
    ClaimDaysLeft,

    /// <summary>A tag or plate that is on no known car.</summary>
    UnknownDevice,

    /// <summary>A site where collecting needs a person.</summary>
    NeedsSignIn,

    /// <summary>A site that could not be collected.</summary>
    CollectionFailed,

    /// <summary>A guest who is owed a refund.</summary>
    RefundDue,

    /// <summary>Days until an agency deletes tolls that were not imported.</summary>
    HistoryDaysLeft,

    /// <summary>Days until tolls that were not imported can no longer be disputed.</summary>
    DisputeDaysLeft,
}
