using NodaTime.Text;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Ledgers;
using TuroEzpass.Tests.Ledger;
using TuroEzpass.Tests.Matching;

namespace TuroEzpass.Tests.Web;

/// <summary>A trip with three tolls soon after its end, an unassigned tag with two tolls, and a trip that starts tomorrow; names that would be code if a page did not escape them.</summary>
internal static class ReviewSample
{
    public const string Tag = "00499000222";
    public const string Plaza = "<i>P";

    public static Task FillAsync(WebWorld world) => world.Api.Service<LedgerPool>().UseAsync(SetUp.FirstOwner, async ledger =>
    {
        var cancel = TestContext.Current.CancellationToken;
        var today = world.Api.Clock.GetCurrentInstant().InUtc().Date;
        string Day(int days) => LocalDatePattern.Iso.Format(today.PlusDays(days));
        string Trip(int id, string guest, int from, int to, string status) =>
            Rows.Trip($"{id}", $"{Day(from)} 09:30", $"{Day(to)} 21:30", status, guest: guest, label: "Host's <b>Honda</b> (NY #ABC1234)");
        await ledger.ImportTripsAsync(LedgerSample.TripsName, LedgerSample.Text(
            Rows.TripHeader, Trip(50000001, "Zebulon <script>alert(1)</script>", -20, -10, "Completed"), Trip(50000002, "Xiao Lin", -9, -6, "Completed"), Trip(50000003, "Dana Fox", 1, 4, "Booked")),
            "Hana Host", cancel);
        await ledger.ImportStatementAsync("<u>nj.csv", LedgerSample.Text(
            Rows.NjHeader, Rows.Nj($"{Day(-12)} 14:05:00"), Rows.Nj($"{Day(-10)} 22:10:00", amount: "($3.10)"), Rows.Nj($"{Day(-10)} 22:20:00", amount: "($4.20)"),
            Rows.Nj($"{Day(-10)} 22:30:00", amount: "($5.30)", plaza: Plaza), Rows.Nj($"{Day(-8)} 10:00:00", id: Tag), Rows.Nj($"{Day(-7)} 11:00:00", id: Tag)),
            "Hana Host", cancellation: cancel);
        return true;
    }, TestContext.Current.CancellationToken);
}
