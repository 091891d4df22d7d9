using System.Text;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Tests.Matching;

namespace TuroEzpass.Tests.Distributed;

/// <summary>Files of one car's last months: trips with tolls during, around and outside them, on its plate, on its tag, and
/// on a tag that is on no car.</summary>
internal static class FleetFiles
{
    public const string TripsName = "trip_earnings_export_20260101.csv";
    public const string StatementName = "nj.csv";
    public const string LateName = "nj-late.csv";

    private const string Tag = "00499000111";
    private const int TollsOfATrip = 9;

    /// <summary>The files in the order of upload; the last one repeats rows of the one before and adds to them.</summary>
    /// <param name="trips">The number of trips; each has about ten rows.</param>
    public static IReadOnlyList<(string Name, byte[] Content)> Of(int trips)
    {
        var today = SystemClock.Instance.GetCurrentInstant().InUtc().Date;
        var numbers = Enumerable.Range(0, trips).ToList();
        var rows = numbers.SelectMany(number => Tolls(today, number)).ToList();
        return
        [
            (TripsName, Text([Rows.TripHeader, .. numbers.Select(number => Rows.Trip($"{50000001 + number}", $"{Day(today, number, 3)} 09:30", $"{Day(today, number, 0)} 21:30", guest: $"Guest {number}"))])),
            ("fleet.csv", Text("kind,value,state,vehicle,from,to,zone", $"tag,{Tag},,{Rows.Car},2020-01-01,,")),
            (StatementName, Text([Rows.NjHeader, .. rows])),
            (LateName, Text([Rows.NjHeader, .. rows.Take(rows.Count / 4), .. numbers.Select(number => Rows.Nj($"{Day(today, number, 2)} 23:59:{number % 60:00}", "($0.55)"))])),
        ];
    }

    private static IEnumerable<string> Tolls(LocalDate today, int number)
    {
        for (var toll = 0; toll < TollsOfATrip; toll++)
            yield return Rows.Nj($"{Day(today, number, 2 - toll % 2)} {10 + toll}:{number % 60:00}:00", $"($2.{toll}7)", toll % 3 == 0 ? Tag : Rows.Plate);
        yield return Rows.Nj($"{Day(today, number, 0)} 22:10:00", "($3.10)");
        yield return Rows.Nj($"{Day(today, number, 2)} 11:30:00", "($1.15)", "00499000222");
    }

    private static byte[] Text(params string[] lines) => Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n");

    /// <summary>The end of the n-th trip before today, minus some days. There is a trip every four days.</summary>
    private static string Day(LocalDate today, int number, int before) => LocalDatePattern.Iso.Format(today.PlusDays(-8 - 4 * number - before));
}
