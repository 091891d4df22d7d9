using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Ui;
using TuroEzpass.Web.Ui.Charts;

namespace TuroEzpass.Web.Pages;

/// <summary>The Overview: what came back, what is owed, what needs a person.</summary>
public sealed class IndexModel(ApiClient api, Viewer viewer) : AppPage(api)
{
    private const int Months = 12;
    private const int Claims = 8;
    private const int FilingDays = 90;

    /// <summary>The figures; null for who belongs to no owner.</summary>
    public Analytics? Figures { get; private set; }

    /// <summary>The claims that must be acted on first.</summary>
    public IReadOnlyList<ClaimSummary> Due { get; private set; } = [];

    /// <summary>What the last twelve months brought, oldest first.</summary>
    public IReadOnlyList<MonthFigures> LastMonths { get; private set; } = [];

    /// <summary>Rows by how they end, over all months.</summary>
    public IReadOnlyList<(string Outcome, Total Total)> Outcomes { get; private set; } = [];

    /// <summary>Whether nothing was taken in yet.</summary>
    public bool IsEmpty => Figures is { Months.Count: 0 } && Due.Count == 0;

    /// <summary>The chart's figures.</summary>
    public IReadOnlyList<Series> Recovered => [new Series("Recovered", [.. LastMonths.Select(month => month.Recovered.Amount.Cents)], 2)];

    /// <summary>Asks for all of it at the same time.</summary>
    public async Task OnGetAsync()
    {
        if (!viewer.May(Scope.Read))
            return;
        var (figures, due) = (Api.AnalyticsAsync(), Api.ClaimsAsync(due: FilingDays, limit: Claims));
        Figures = await figures;
        Due = (await due).Items;
        LastMonths = [.. Figures.Months.Where(month => month.Month != "none").TakeLast(Months)];
        var totals = Figures.Months.SelectMany(month => month.Outcomes).ToLookup(one => one.Key, one => one.Value);
        Outcomes = [.. Words.Outcomes.Keys.Where(totals.Contains).Select(name => (name, new Total(
            totals[name].Sum(one => one.Count), new MoneyAmount(totals[name].Sum(one => one.Amount.Cents)))))];
    }

    /// <summary>How many rows end so.</summary>
    public int CountOf(string outcome) => Outcomes.FirstOrDefault(one => one.Outcome == outcome).Total?.Count ?? 0;
}
