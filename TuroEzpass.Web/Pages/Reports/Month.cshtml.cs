using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Ui;
using TuroEzpass.Web.Ui.Charts;

namespace TuroEzpass.Web.Pages.Reports;

/// <summary>A month's report, for screen and print.</summary>
public sealed class MonthModel(ApiClient api) : AppPage(api)
{
    private const int MostBars = 8;

    // The parts of a month's total. Each outcome is in exactly one part.
    private static readonly (string Name, string[] Outcomes, int Tone)[] Parts =
    [
        ("Guests owe", ["Matched"], 1), ("Needs review", ["NeedsReview", "Unmapped"], 3), ("Host expense", ["HostExpense", "OffPlatform"], 4), ("Already charged", ["AlreadyCharged"], 2),
    ];

    private IReadOnlyDictionary<string, string> cars = new Dictionary<string, string>();

    /// <summary>The month's figures.</summary>
    public MonthReport Report { get; private set; } = null!;

    /// <summary>The agencies, most expensive first.</summary>
    public IReadOnlyList<NamedFigures> Agencies { get; private set; } = [];

    /// <summary>The cars, most expensive first.</summary>
    public IReadOnlyList<NamedFigures> Cars { get; private set; } = [];

    /// <summary>The columns of the tables and the colors of the charts.</summary>
    public static IReadOnlyList<string> Columns => [.. Parts.Select(part => part.Name)];

    /// <summary>Loads the month, and the cars for their names.</summary>
    public async Task OnGetAsync(string month)
    {
        var (report, fleet) = (Api.MonthReportAsync(month), Api.FleetAsync());
        Report = await report;
        cars = (await fleet).Vehicles.ToDictionary(car => car.Id, car => car.Name);
        Agencies = [.. Report.Agencies.OrderByDescending(SumOf)];
        Cars = [.. Report.Vehicles.OrderByDescending(SumOf)];
    }

    /// <summary>A car's name; its ID if the fleet has no name.</summary>
    public string CarName(string id) => id.Length == 0 ? "No car" : cars.GetValueOrDefault(id, id);

    /// <summary>An agency's name.</summary>
    public static string AgencyName(string code) => code.Length == 0 ? "No agency" : code;

    /// <summary>The month's total for an outcome.</summary>
    public Total Of(string outcome) => Report.Outcomes.GetValueOrDefault(outcome) ?? new Total(0, new MoneyAmount(0));

    /// <summary>The amount of one part of a line.</summary>
    public static MoneyAmount PartOf(NamedFigures line, string part)
    {
        ArgumentNullException.ThrowIfNull(line);
        return new MoneyAmount(Parts.First(one => one.Name == part).Outcomes.Sum(outcome => line.Outcomes.GetValueOrDefault(outcome)?.Amount.Cents ?? 0));
    }

    /// <summary>The lines that fit in a chart.</summary>
    public static IReadOnlyList<NamedFigures> Charted(IReadOnlyList<NamedFigures> lines) => [.. lines.Take(MostBars)];

    /// <summary>Their bars.</summary>
    public static IReadOnlyList<Series> Bars(IReadOnlyList<NamedFigures> lines) =>
        [.. Parts.Select(part => new Series(part.Name, [.. Charted(lines).Select(line => Math.Max(0, PartOf(line, part.Name).Cents))], part.Tone))];

    private static long SumOf(NamedFigures line) => Columns.Sum(part => PartOf(line, part).Cents);
}
