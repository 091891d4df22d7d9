using NodaTime;
using NodaTime.Text;
using TuroEzpass.Tests.Ledger;
using TuroEzpass.Tests.Matching;

namespace TuroEzpass.Tests.Web;

/// <summary>Trips and a statement of the last months, so that deadlines are neither past nor far away.</summary>
internal static class WebSample
{
    private static readonly string[] Guests = ["Zebulon Quimby", "Brünhilde Østergård", "Guest <b>C</b>", "Xiao Lin", "Dana Fox", "Ola Nordmann"];

    public static byte[] Trips(LocalDate today) => LedgerSample.Text([Rows.TripHeader, .. Guests.Select((guest, number) =>
        Rows.Trip($"{50000001 + number}", $"{Day(today, number, 3)} 09:30", $"{Day(today, number, 0)} 21:30", guest: guest, label: LedgerSample.Label))]);

    public static byte[] Statement(LocalDate today) => LedgerSample.Text([Rows.NjHeader, .. Guests.SelectMany((_, number) => new[]
    {
        Rows.Nj($"{Day(today, number, 2)} 14:05:00"), Rows.Nj($"{Day(today, number, 1)} 15:20:00", amount: "($16.06)"), Rows.Nj($"{Day(today, number, 1)} 18:40:00", amount: "($9.15)"),
        Rows.Nj($"{Day(today, number, -6)} 12:00:00"), Rows.Nj($"{Day(today, number, 0)} 22:10:00", amount: "($3.10)"),
    }), Rows.Nj($"{Day(today, 1, 2)} 10:00:00", id: "00499000222")]);

    /// <summary>The end of the n-th trip before today, minus some days.</summary>
    private static string Day(LocalDate today, int number, int before) => LocalDatePattern.Iso.Format(today.PlusDays(-8 - 15 * number - before));
}
