using NodaTime;

namespace TuroEzpass.Core.Alerts;

/// <summary>When a rule fires: <see cref="OfMetric"/>, <see cref="OfEvent"/>, <see cref="OfBudget"/>, <see cref="OfSchedule"/> or
/// <see cref="OfFact"/>.</summary>
public abstract record AlertTrigger
{
    private AlertTrigger() { }

    /// <summary>A figure is on the wrong side of a threshold for some time.</summary>
    /// <param name="Namespace">Whose figure; <c>Process</c> for what only the API knows.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Of">Of what: <c>api</c>, <c>table</c> …; empty for a figure of everything.</param>
    /// <param name="Statistic"><c>Sum</c>, <c>Maximum</c>, <c>Minimum</c>, <c>SampleCount</c> or a percentile such as <c>p95</c>.</param>
    /// <param name="Comparison">Which side is wrong.</param>
    /// <param name="Threshold">The threshold, in the figure's unit.</param>
    /// <param name="Seconds">The length of a period.</param>
    /// <param name="Periods">In how many periods on end it must be so.</param>
    /// <param name="Missing">What a period without a figure means.</param>
    public sealed record OfMetric(
        string Namespace, string Name, string Of, string Statistic, AlertComparison Comparison, double Threshold, int Seconds, int Periods, MissingData Missing) : AlertTrigger
    {
        /// <summary>A period.</summary>
        public Duration Period => Duration.FromSeconds(Seconds);

        /// <summary>How long it must have been so since it was first seen: what was seen is of a whole period already.</summary>
        public Duration Patience => Duration.FromSeconds((long)Seconds * (Periods - 1));

        /// <summary>Whether a value is on the wrong side.</summary>
        /// <param name="value">The value; null where there is none.</param>
        public bool IsBreachedBy(double? value) => value is not { } known ? Missing == MissingData.Breaching : Comparison switch
        {
            AlertComparison.Below => known < Threshold,
            AlertComparison.Above => known > Threshold,
            _ => known >= Threshold,
        };
    }

    /// <summary>AWS tells of it.</summary>
    /// <param name="Sources">The event's source is one of these.</param>
    /// <param name="DetailTypes">Its type is one of these.</param>
    public sealed record OfEvent(IReadOnlyList<string> Sources, IReadOnlyList<string> DetailTypes) : AlertTrigger;

    /// <summary>The month's costs.</summary>
    /// <param name="Percent">Of the budget.</param>
    public sealed record OfBudget(int Percent) : AlertTrigger;

    /// <summary>A time.</summary>
    /// <param name="Cron">Six fields, as EventBridge writes them: minute, hour, day, month, weekday, year.</param>
    public sealed record OfSchedule(string Cron) : AlertTrigger
    {
        /// <summary>The hour of the day.</summary>
        public int Hour => int.Parse(Cron.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Something is so in an owner's ledger.</summary>
    /// <param name="Fact">What.</param>
    /// <param name="From">The lowest number for which it fires.</param>
    /// <param name="Through">The highest one.</param>
    public sealed record OfFact(OwnerFact Fact, int From, int Through) : AlertTrigger
    {
        /// <summary>Whether it fires for this number.</summary>
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

    /// <summary>The threshold, and larger values.</summary>
    AtLeast,
}

/// <summary>What a period without a figure means.</summary>
public enum MissingData
{
    /// <summary>Something is wrong.</summary>
    Breaching,

    /// <summary>All is well.</summary>
    NotBreaching,
}

/// <summary>What can be so in an owner's ledger.</summary>
public enum OwnerFact
{
    /// <summary>Days until claims must be filed.</summary>
    ClaimDaysLeft,

    /// <summary>A tag or plate of no car.</summary>
    UnknownDevice,

    /// <summary>A site where only a person can go on.</summary>
    NeedsSignIn,

    /// <summary>A site that could not be collected from.</summary>
    CollectionFailed,

    /// <summary>A guest who paid too much.</summary>
    RefundDue,

    /// <summary>Days until an agency deletes what was not collected.</summary>
    HistoryDaysLeft,

    /// <summary>Days until tolls that nobody has seen can't be disputed.</summary>
    DisputeDaysLeft,
}
