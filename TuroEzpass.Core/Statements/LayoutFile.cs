using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using NodaTime.Text;
using TuroEzpass.Core.Time;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace TuroEzpass.Core.Statements;

/// <summary>Reads a layout's YAML file. <c>docs/LAYOUTS.md</c> describes the schema.</summary>
public static class LayoutFile
{
    private const string Advice = "docs/LAYOUTS.md describes the format.";

    private static readonly ConcurrentDictionary<(string Text, bool IsBuiltIn), Regex> Patterns = new();

    private static readonly IDeserializer Yaml =
        new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build();

    /// <summary>Reads a layout.</summary>
    /// <param name="fileName">The file's name, for messages.</param>
    /// <param name="reader">The file's text.</param>
    /// <exception cref="InputException">It is not a valid layout: an unknown or missing key, an invalid pattern or zone.</exception>
    public static StatementLayout Read(string fileName, TextReader reader) => Read(fileName, reader, isBuiltIn: false);

    internal static StatementLayout Read(string fileName, TextReader reader, bool isBuiltIn)
    {
        Entry entry;
        try
        {
            entry = Yaml.Deserialize<Entry>(reader) ?? throw new InputException(fileName, null, "the layout file is empty.", Advice);
        }
        catch (YamlException fault)
        {
            throw new InputException(fileName, (int)fault.Start.Line, Words(fault), Advice, fault);
        }

        try
        {
            return Layout(entry, isBuiltIn);
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidPatternException or FormatException or NotSupportedException)
        {
            throw new InputException(fileName, null, fault.Message.ReplaceLineEndings(" "), Advice, fault);
        }
    }

    private static StatementLayout Layout(Entry entry, bool isBuiltIn)
    {
        if (Given(entry.Tables, "tables").Count == 0)
            throw new FormatException("'tables' is missing: a layout needs at least one table with its columns.");
        var kinds = Given(entry.Kinds, "kinds");
        return new StatementLayout
        {
            Id = Needed(entry.Id, "id"),
            Name = Needed(entry.Name, "name"),
            Issuer = Needed(entry.Issuer, "issuer"),
            Grade = entry.Grade,
            Checked = entry.Checked,
            Note = entry.Note,
            FileName = entry.FileName.Length == 0 ? null : Pattern(entry.FileName, isBuiltIn),
            Sign = Choice<SignRule>(Needed(entry.Sign, "sign"), "sign"),
            TimeMeans = Choice<TimeMeans>(Needed(entry.TimeMeans, "timeMeans"), "timeMeans"),
            EntryCrossesMidnight = entry.EntryCrossesMidnight,
            DefaultAgency = KnownAgency(entry.Agency),
            PlazaNamesAgency = entry.PlazaNamesAgency,
            AcceptsUnknownAgency = Choice<UnknownAgency>(entry.UnknownAgency, "unknownAgency") == UnknownAgency.Accept,
            OneVehicle = entry.OneVehicle,
            NoEntryPlaza = Given(entry.NoEntryPlaza, "noEntryPlaza"),
            Titles = Given(entry.Titles, "titles"),
            Dates = [.. Given(entry.Dates, "dates").Select(DatePattern)],
            Times = [.. Given(entry.Times, "times").Select(text => (LocalTimePattern.CreateWithInvariantCulture(text), Precision(text)))],
            DateTimes = [.. Given(entry.DateTimes, "dateTimes").Select(text => (LocalDateTimePattern.CreateWithInvariantCulture(text), Precision(text)))],
            DateTimeParts = Parts(entry.DateTimes),
            Tables = [.. Given(entry.Tables, "tables").Select(table => Table(table, kinds, isBuiltIn))],
        };
    }

    private static StatementTable Table(TableEntry entry, List<KindEntry> shared, bool isBuiltIn)
    {
        var columns = (entry.Columns ?? throw Empty("columns")).ToDictionary(
            column => Choice<StatementField>(column.Key, "columns"),
            column => Given(column.Value, column.Key) is { Count: > 0 } names ? (IReadOnlyList<string>)names : throw Empty(column.Key));
        bool Has(params StatementField[] fields) => fields.Any(columns.ContainsKey);
        if (!Has(StatementField.Date, StatementField.DateTime))
            throw new FormatException("'columns' has neither 'date' nor 'dateTime'.");
        if (!Has(StatementField.Amount) && !(Has(StatementField.Debit) && Has(StatementField.Credit)))
            throw new FormatException("'columns' has neither 'amount' nor both 'debit' and 'credit'.");
        var kinds = (Given(entry.Kinds, "kinds").Count > 0 ? entry.Kinds : shared).Select(kind => Kind(kind, isBuiltIn)).ToList();
        if (kinds.Count == 0)
            throw new FormatException("'kinds' is missing: without a rule no row would be a toll.");
        return new StatementTable { Columns = columns, Ignored = Given(entry.Ignored, "ignored"), Required = Given(entry.Required, "required"), Kinds = kinds };
    }

    private static KindRule Kind(KindEntry entry, bool isBuiltIn) => new(
        Choice<RowKind>(Needed(entry.Kind, "kind"), "kind"),
        [.. Given(entry.In, "in").Select(field => Choice<StatementField>(field, "in"))],
        Given(entry.Is, "is"),
        entry.Matches.Length == 0 ? null : Pattern(entry.Matches, isBuiltIn),
        KnownAgency(entry.Agency),
        Given(entry.Plaza, "plaza"),
        entry.OnlyRead,
        entry.Credit);

    private static string KnownAgency(string code) =>
        code.Length == 0 ? "" : AgencyDirectory.BuiltIn.Find(code)?.Code ?? throw new FormatException($"agency '{code}' is not in the directory of agencies.");

    /// <summary>A user's pattern must not run forever, so it has a time limit. The built-in patterns are safe, and start faster
    /// without one.</summary>
    private static Regex Pattern(string text, bool isBuiltIn) => Patterns.GetOrAdd(
        (text, isBuiltIn),
        key => new Regex(key.Text, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | (key.IsBuiltIn ? RegexOptions.None : RegexOptions.NonBacktracking)));

    private static LocalDatePattern DatePattern(string text) =>
        // Two-digit years on statements are in this century.
        LocalDatePattern.CreateWithInvariantCulture(text).WithTwoDigitYearMax(99);

    private static (IReadOnlyList<LocalDatePattern>, IReadOnlyList<(LocalTimePattern, TimePrecision)>) Parts(List<string> dateTimes)
    {
        var parts = dateTimes.Where(text => !text.Contains('\'', StringComparison.Ordinal)).Select(text => text.Split(' ', 2)).Where(split => split.Length == 2).ToList();
        return (
            [.. parts.Select(split => split[0]).Distinct().Select(DatePattern)],
            [.. parts.Select(split => split[1]).Distinct().Select(text => (LocalTimePattern.CreateWithInvariantCulture(text), Precision(text)))]);
    }

    private static TimePrecision Precision(string pattern) =>
        pattern.Contains("ss", StringComparison.Ordinal) ? TimePrecision.Second
        : pattern.Contains("mm", StringComparison.Ordinal) ? TimePrecision.Minute
        : TimePrecision.Day;

    /// <summary>A list from the file; a key without a value is a mistake, not an empty list.</summary>
    private static List<T> Given<T>(List<T>? list, string key) => list is null || list.Exists(item => item is null) ? throw Empty(key) : list;

    private static FormatException Empty(string key) => new($"'{key}' has no value.");

    private static string Needed(string value, string key) =>
        value.Length > 0 ? value : throw new FormatException($"'{key}' is missing.");

    private static T Choice<T>(string value, string key)
        where T : struct, Enum =>
        Enum.TryParse<T>(value.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var choice) && Enum.IsDefined(choice)
            ? choice
            : throw new FormatException($"'{value}' is not valid for '{key}'; it must be one of: {string.Join(", ", Enum.GetNames<T>().Select(Spelled))}.");

    /// <summary>A name in the spelling of layout files: <c>negative-is-charge</c> for a value, <c>dateTime</c> for a column.</summary>
    private static string Spelled<T>(T name)
    {
        var text = name!.ToString()!;
        var camel = char.ToLowerInvariant(text[0]) + text[1..];
        return Enum.TryParse<StatementField>(text, out _) ? camel : string.Concat(camel.Select(letter => char.IsUpper(letter) ? $"-{char.ToLowerInvariant(letter)}" : $"{letter}"));
    }

    private static string Words(YamlException fault)
    {
        var message = (fault.InnerException ?? fault).Message;
        var start = message.IndexOf("Property '", StringComparison.Ordinal);
        var end = start < 0 ? -1 : message.IndexOf('\'', start + 10);
        return end > 0 && message.Contains("not found on type", StringComparison.Ordinal)
            ? $"'{message[(start + 10)..end]}' is not a key of a layout file."
            : message.TrimEnd('.') + ".";
    }

    private enum UnknownAgency
    {
        Review,
        Accept,
    }

    private sealed class Entry
    {
        public string Id { get; set; } = "";

        public string Name { get; set; } = "";

        public string Issuer { get; set; } = "";

        public string Grade { get; set; } = "USER";

        public string Checked { get; set; } = "";

        public string Note { get; set; } = "";

        public string FileName { get; set; } = "";

        public string Sign { get; set; } = "";

        public string TimeMeans { get; set; } = "";

        public bool EntryCrossesMidnight { get; set; }

        public string Agency { get; set; } = "";

        public bool PlazaNamesAgency { get; set; }

        public string UnknownAgency { get; set; } = "review";

        public bool OneVehicle { get; set; }

        public List<string> NoEntryPlaza { get; set; } = [];

        public List<string> Titles { get; set; } = [];

        public List<string> Dates { get; set; } = [];

        public List<string> Times { get; set; } = [];

        public List<string> DateTimes { get; set; } = [];

        public List<TableEntry> Tables { get; set; } = [];

        public List<KindEntry> Kinds { get; set; } = [];
    }

    private sealed class TableEntry
    {
        public Dictionary<string, List<string>> Columns { get; set; } = [];

        public List<string> Ignored { get; set; } = [];

        public List<string> Required { get; set; } = [];

        public List<KindEntry> Kinds { get; set; } = [];
    }

    private sealed class KindEntry
    {
        public string Kind { get; set; } = "";

        public List<string> In { get; set; } = [];

        public List<string> Is { get; set; } = [];

        public string Matches { get; set; } = "";

        public string Agency { get; set; } = "";

        public List<string> Plaza { get; set; } = [];

        public bool OnlyRead { get; set; }

        public bool? Credit { get; set; }
    }
}
