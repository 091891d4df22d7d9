using System.Text.RegularExpressions;
using YamlDotNet.Serialization;

namespace TuroEzpass.Core.Statements;

/// <summary>The order in which a file writes dates.</summary>
public enum DateOrder
{
    /// <summary><c>11/24/2026</c>.</summary>
    MonthFirst,

    /// <summary><c>24/11/2026</c>, <c>24.11.2026</c>.</summary>
    DayFirst,

    /// <summary><c>2026-11-24</c>.</summary>
    YearFirst,

    /// <summary><c>Nov 24, 2026</c>, <c>24-Nov-2026</c>.</summary>
    MonthName,
}

/// <summary>A user's description of the columns of a file with an unknown layout. It becomes a layout like any other.</summary>
public sealed partial record ColumnMap
{
    private static readonly ISerializer Yaml = new SerializerBuilder().WithQuotingNecessaryStrings().Build();
    private static readonly string[] Clocks = ["H:mm:ss", "H:mm", "h:mm:ss tt", "h:mm tt"];

    /// <summary>The layout's name: usually the agency of the account.</summary>
    public required string Name { get; init; }

    /// <summary>What each column contains, by index; null for an unused column.</summary>
    public required IReadOnlyList<StatementField?> Columns { get; init; }

    /// <summary>How to read an amount's sign; ignored if debits and credits have separate columns.</summary>
    public SignRule Sign { get; init; }

    /// <summary>The date format.</summary>
    public DateOrder Dates { get; init; }

    /// <summary>Which end of a toll the time is.</summary>
    public TimeMeans TimeMeans { get; init; } = TimeMeans.Exit;

    /// <summary>The agency whose roads and time zone apply if no column gives one; empty if it is not in the directory.</summary>
    public string Agency { get; init; } = "";

    /// <summary>The words that mark a toll in the type column; without such a column every row with a tag or plate is a toll.</summary>
    public IReadOnlyList<string> TollWords { get; init; } = [];

    /// <summary>Whether the file has no tag or plate column, so that the user must choose its vehicle.</summary>
    public bool IsOfOneVehicle => !Has(StatementField.Identifier) && !Has(StatementField.Tag) && !Has(StatementField.Plate);

    /// <summary>The layout's short name.</summary>
    public string Id => NotNameLetters().Replace(Name.ToLowerInvariant(), "-").Trim('-') is { Length: > 0 } id ? id : "own";

    internal bool Has(StatementField field) => Columns.Contains(field);

    /// <summary>The layout, in the form described in <c>docs/LAYOUTS.md</c>.</summary>
    /// <param name="head">The file's header.</param>
    public string ToYaml(StatementHead head)
    {
        ArgumentNullException.ThrowIfNull(head);
        var named = head.Header.Select((name, place) => (Name: LayoutCatalog.Name(name), Field: place < Columns.Count ? Columns[place] : null)).Where(column => column.Name.Length > 0).ToList();
        var dates = PatternsOf(Dates);
        var layout = new Dictionary<string, object>
        {
            ["id"] = Id,
            ["name"] = Name,
            ["issuer"] = Name,
            ["grade"] = "USER",
            ["note"] = "Made from what a person said of the columns.",
            ["sign"] = Spelled(Has(StatementField.Debit) && Has(StatementField.Credit) ? SignRule.DebitCredit : Sign),
            ["timeMeans"] = Spelled(TimeMeans),
            ["entryCrossesMidnight"] = Has(StatementField.EntryTime),
            // A user who chose no agency has looked at the rows; but if a column names agencies, an unknown one still needs review.
            ["unknownAgency"] = Has(StatementField.Agency) ? "review" : "accept",
            ["oneVehicle"] = IsOfOneVehicle,
            ["dates"] = dates,
            ["times"] = Clocks,
            ["dateTimes"] = dates.SelectMany(date => Clocks.SelectMany(clock => Joined(date, clock))).ToArray(),
            ["tables"] = new object[]
            {
                new Dictionary<string, object>
                {
                    ["columns"] = named.Where(column => column.Field is not null).DistinctBy(column => column.Field)
                        .ToDictionary(column => Camel(column.Field!.Value), column => new[] { column.Name }),
                    ["ignored"] = named.Where(column => column.Field is null).Select(column => column.Name).Distinct().ToArray(),
                },
            },
            ["kinds"] = Kinds().ToArray(),
        };
        if (Agency.Length > 0)
            layout["agency"] = Agency;
        return Yaml.Serialize(layout);
    }

    /// <summary>The common words for a payment, a fee or a fine; then the user's words for a toll.</summary>
    private IEnumerable<Dictionary<string, object>> Kinds()
    {
        if (Has(StatementField.Type))
        {
            yield return Rule("PAYMENT|REPLENISH|DEPOSIT|TOP-?UP", "payment");
            yield return Rule("VIOLATION|NOTICE|CITATION", "violation");
            yield return Rule(@"\bFEE\b", "fee");
            yield return Rule("PARKING", "parking");
            if (TollWords.Count > 0)
                yield return Rule(string.Join('|', TollWords.Select(Regex.Escape)), "toll");
            yield return Rule("ADJUST|REFUND|REVERSAL|CREDIT", "adjustment");
            if (TollWords.Count > 0)
                yield break;
        }

        yield return new() { ["kind"] = "toll", ["onlyRead"] = true };
    }

    private static Dictionary<string, object> Rule(string pattern, string kind) =>
        new() { ["in"] = new[] { "type" }, ["matches"] = pattern, ["kind"] = kind };

    internal static string[] PatternsOf(DateOrder order) => order switch
    {
        DateOrder.MonthFirst => ["M/d/yyyy", "M/d/yy", "M-d-yyyy"],
        DateOrder.DayFirst => ["d/M/yyyy", "d/M/yy", "d.M.yyyy", "d-M-yyyy"],
        DateOrder.YearFirst => ["yyyy-M-d", "yyyy/M/d", "yyyyMMdd"],
        _ => ["MMM d',' yyyy", "d MMM yyyy", "d-MMM-yyyy", "d-MMM-yy", "MMMM d',' yyyy"],
    };

    /// <summary>Date and time in one cell. A pattern with a space inside its date is fully quoted, so that it is not split at that space.</summary>
    private static IEnumerable<string> Joined(string date, string clock)
    {
        yield return date.Contains(' ', StringComparison.Ordinal) ? $"{date}' '{clock}" : $"{date} {clock}";
        if (date == "yyyy-M-d")
            yield return $"{date}'T'{clock}";
    }

    private static string Camel(StatementField field) => char.ToLowerInvariant(field.ToString()[0]) + field.ToString()[1..];

    private static string Spelled<T>(T value)
        where T : struct, Enum => WithinWord().Replace(value.ToString(), "-$0").ToLowerInvariant();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotNameLetters();

    [GeneratedRegex("(?<=.)[A-Z]")]
    private static partial Regex WithinWord();
}
