using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime.Text;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Http;
using TuroEzpass.Contracts;
using TuroEzpass.Core;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Reports;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api;

/// <summary>A month's totals, and its rows as a spreadsheet.</summary>
internal static class ReportsApi
{
    public static RouteGroupBuilder MapReportsApi(this RouteGroupBuilder api)
    {
        var reports = api.MapGroup("/reports").WithTags("Reports").RequirePermission(Permissions.Read).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(429);
        reports.MapGet("/{month}", Get).WithName("GetMonthReport").WithSummary("A month's totals.").KeepAnswers();
        reports.MapGet("/{month}/tolls.csv", Csv).WithName("GetMonthTolls").WithSummary("A month's tolls and other rows as CSV. Cells can't run as formulas.")
            .Produces(200, contentType: "text/csv").RequireRateLimiting(RateLimits.Heavy);
        return api;
    }

    private static async Task<Results<Ok<MonthReport>, ProblemHttpResult>> Get(string month, Caller caller, IRecordStore records, CancellationToken cancellation) =>
        await FindAsync(month, caller, records, cancellation) is { } total
            ? TypedResults.Ok(new MonthReport(month, ToContract.Totals(total.Outcomes), Named(total.Agencies), Named(total.Vehicles), ToContract.Total(total.Paid)))
            : NoSuchMonth(month);

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Csv(string month, Caller caller, IRecordStore records, CancellationToken cancellation)
    {
        if (await FindAsync(month, caller, records, cancellation) is null)
            return NoSuchMonth(month);
        using var stream = new MemoryStream();
        using (var table = new CsvTable(stream, "id", "at", "agency", "plaza", "entry_plaza", "tag", "plate", "kind", "amount", "outcome", "reason", "trip", "vehicle", "claim", "statement", "line", "reason_code"))
        {
            await foreach (var kept in new LedgerReader(records, caller.Owner).MonthAsync(month, cancellation))
            {
                var toll = kept.Value;
                table.Value(TollKey.OfSort(kept.Sort).ToString()).Value(toll.At).Text(toll.Agency ?? "").Text(toll.Plaza ?? "").Text(toll.EntryPlaza).Text(toll.Tag ?? "")
                    .Text(toll.Plate ?? "").Text(toll.Kind).Value(toll.Cents is { } cents ? new Money(cents).ToString() : "").Value(toll.Outcome).Text(ReasonText.Of(toll.Reason))
                    .Text(toll.Reservation ?? "").Text(toll.Vehicle ?? "").Text(toll.Claim ?? "").Text(toll.File).Value(toll.Line).Value(toll.Reason.Code.ToString()).End();
            }
        }

        return TypedResults.File(stream.ToArray(), "text/csv; charset=utf-8", $"tolls-{month}.csv");
    }

    private static async Task<TotalItem?> FindAsync(string month, Caller caller, IRecordStore records, CancellationToken cancellation) =>
        YearMonthPattern.Iso.Parse(month).Success ? await new LedgerReader(records, caller.Owner).TotalAsync(month, cancellation) : null;

    private static IReadOnlyList<NamedFigures> Named(IEnumerable<KeyValuePair<string, SortedDictionary<string, TotalEntry>>> all) =>
        [.. all.Select(one => new NamedFigures(one.Key, ToContract.Totals(one.Value)))];

    private static ProblemHttpResult NoSuchMonth(string month) => Problems.NotFound($"There is no data for the month {TollsApi.Shown(month)}. Write months as YYYY-MM, such as 2026-03.");
}
