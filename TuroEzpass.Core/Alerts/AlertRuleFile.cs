using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace TuroEzpass.Core.Alerts;

/// <summary>Reads the rules file strictly: an unknown key or value is an error.</summary>
public static class AlertRuleFile
{
    private const string Advice = "The head of TuroEzpass.Core/Alerts/alert-rules.yaml describes the keys of a rule.";

    private static readonly IDeserializer Yaml = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build();

    /// <summary>Reads the file.</summary>
    /// <param name="fileName">The file's name, for messages.</param>
    /// <param name="reader">The file's text.</param>
    /// <exception cref="InputException">An unknown, missing or duplicate key, id or value, or a rule without exactly one trigger.</exception>
    public static AlertRules Read(string fileName, TextReader reader)
    {
        try
        {
            var file = Yaml.Deserialize<FileEntry>(reader) ?? throw new FormatException("the file is empty.");
            var levels = file.Levels.ToDictionary(level => Choice<AlertLevel>(level.Key, "levels"), level => (IReadOnlyList<AlertChannel>)[.. level.Value.Select(channel => Choice<AlertChannel>(channel, "levels"))]);
            var rules = file.Rules.Select(rule => Rule(rule, levels)).ToList();
            if (rules.GroupBy(rule => rule.Id).FirstOrDefault(same => same.Count() > 1) is { } twice)
                throw new FormatException($"the rule '{twice.Key}' appears twice.");
            return new AlertRules(rules, levels, [.. file.Statements.Select(Vanishing)]);
        }
        catch (YamlException fault)
        {
            throw new InputException(fileName, (int)fault.Start.Line, (fault.InnerException ?? fault).Message.TrimEnd('.') + ".", Advice, fault);
        }
        catch (FormatException fault)
        {
            throw new InputException(fileName, null, fault.Message, Advice, fault);
        }
    }

    private static AlertRule Rule(RuleEntry entry, Dictionary<AlertLevel, IReadOnlyList<AlertChannel>> levels)
    {
        var id = Needed(entry.Id, "id", "a rule");
        var level = Choice<AlertLevel>(entry.Level, id);
        if (!levels.TryGetValue(level, out var channels))
            throw new FormatException($"the level '{entry.Level}' of '{id}' has no channels under 'levels'.");
        var audience = Choice<AlertAudience>(entry.Audience, id);
        if (audience == AlertAudience.Owner)
            channels = [.. channels.Where(channel => channel != AlertChannel.PagerDuty)];
        if ((audience == AlertAudience.Owner) != (entry.Kind.Length > 0))
            throw new FormatException($"'{id}': every owner rule needs a 'kind', and other rules must not have one.");
        return new AlertRule(
            id, Needed(entry.Title, "title", id), Choice<AlertPriority>(entry.Priority, id), level, audience, Choice<AlertPlace>(entry.Where, id), Trigger(entry, id),
            Needed(entry.Todo, "todo", id), channels, entry.Kind.Length == 0 ? null : Choice<NoticeKind>(entry.Kind, id));
    }

    private static AlertTrigger Trigger(RuleEntry entry, string id)
    {
        AlertTrigger?[] triggers =
        [
            entry.Metric is { } metric ? Metric(metric, id) : null,
            entry.Event is { } told ? new AlertTrigger.OfEvent(Some(told.Sources, "sources", id), Some(told.DetailTypes, "detailTypes", id)) : null,
            entry.Budget is { } budget ? new AlertTrigger.OfBudget(Positive(budget.Percent, "percent", id)) : null,
            entry.Schedule is { } schedule ? new AlertTrigger.OfSchedule(Needed(schedule.Cron, "cron", id)) : null,
            entry.Fact is { } fact ? new AlertTrigger.OfFact(Choice<OwnerFact>(fact.Name, id), fact.From, fact.Through) : null,
        ];
        return triggers.OfType<AlertTrigger>().ToList() is [var only] ? only : throw new FormatException($"'{id}' needs exactly one of metric, event, budget, schedule and fact.");
    }

    private static AlertTrigger.OfMetric Metric(MetricEntry entry, string id) => new(
        Needed(entry.Namespace, "namespace", id), Needed(entry.Name, "name", id), entry.Of, Needed(entry.Statistic, "statistic", id), Choice<AlertComparison>(entry.Comparison, id),
        entry.Threshold ?? throw new FormatException($"'{id}' has no threshold."), Positive(entry.Seconds, "seconds", id), Positive(entry.Periods, "periods", id), Choice<MissingData>(entry.Missing, id));

    private static VanishingHistory Vanishing(StatementEntry entry) => new(
        Needed(entry.Layout, "layout", "statements"), entry.Portal, Needed(entry.Agency, "agency", "statements"),
        Positive(entry.DisputeDays, "disputeDays", entry.Layout), Positive(entry.HistoryDays, "historyDays", entry.Layout));

    private static string Needed(string value, string key, string of) => value.Length > 0 ? value : throw new FormatException($"'{of}' has no '{key}'.");

    private static int Positive(int value, string key, string of) => value > 0 ? value : throw new FormatException($"'{key}' of '{of}' must be a number above zero.");

    private static List<string> Some(List<string> values, string key, string of) => values.Count > 0 ? values : throw new FormatException($"'{of}' has no '{key}'.");

    private static T Choice<T>(string value, string of)
        where T : struct, Enum =>
        Enum.TryParse<T>(value.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var choice) && Enum.IsDefined(choice)
            ? choice
            : throw new FormatException($"'{value}' of '{of}' must be one of: {string.Join(", ", Enum.GetNames<T>())}.");

    private sealed class FileEntry
    {
        public Dictionary<string, List<string>> Levels { get; set; } = [];

        public List<RuleEntry> Rules { get; set; } = [];

        public List<StatementEntry> Statements { get; set; } = [];
    }

    private sealed class RuleEntry
    {
        public string Id { get; set; } = "";

        public string Title { get; set; } = "";

        public string Priority { get; set; } = "";

        public string Level { get; set; } = "";

        public string Audience { get; set; } = "";

        public string Where { get; set; } = "";

        public string Kind { get; set; } = "";

        public string Todo { get; set; } = "";

        public MetricEntry? Metric { get; set; }

        public EventEntry? Event { get; set; }

        public BudgetEntry? Budget { get; set; }

        public ScheduleEntry? Schedule { get; set; }

        public FactEntry? Fact { get; set; }
    }

    private sealed class MetricEntry
    {
        public string Namespace { get; set; } = "";

        public string Name { get; set; } = "";

        public string Of { get; set; } = "";

        public string Statistic { get; set; } = "";

        public string Comparison { get; set; } = "";

        public double? Threshold { get; set; }

        public int Seconds { get; set; }

        public int Periods { get; set; }

        public string Missing { get; set; } = "";
    }

    private sealed class EventEntry
    {
        public List<string> Sources { get; set; } = [];

        public List<string> DetailTypes { get; set; } = [];
    }

    private sealed class BudgetEntry
    {
        public int Percent { get; set; }
    }

    private sealed class ScheduleEntry
    {
        public string Cron { get; set; } = "";
    }

    private sealed class FactEntry
    {
        public string Name { get; set; } = "";

        public int From { get; set; }

        public int Through { get; set; }
    }

    private sealed class StatementEntry
    {
        public string Layout { get; set; } = "";

        public string Portal { get; set; } = "";

        public string Agency { get; set; } = "";

        public int DisputeDays { get; set; }

        public int HistoryDays { get; set; }
    }
}
