using System.Globalization;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Core.Runs;
using TuroEzpass.World;

namespace TuroEzpass.Cli.Demo;

/// <summary>The runs of the last thirty days: two sites each night.</summary>
internal static class DemoRuns
{
    private const int Days = 30;

    /// <summary>Stores the runs.</summary>
    public static async Task AddAsync(RunBook book, LocalDate today, CancellationToken cancellation)
    {
        var dice = new Dice(30);
        for (var ago = Days - 1; ago >= 0; ago--)
        {
            await book.TryAddAsync(Of("ezpassny", ago, today, dice), cancellation).ConfigureAwait(false);
            await book.TryAddAsync(Of("turo", ago, today, dice), cancellation).ConfigureAwait(false);
        }
    }

    private static Run Of(string source, int daysAgo, LocalDate today, Dice dice)
    {
        var day = today.PlusDays(-daysAgo);
        var asked = DemoLedger.InstantOf(day.At(new LocalTime(0, 5)));
        var began = asked + Duration.FromSeconds(source == "turo" ? 95 : 4);
        var ended = began + Duration.FromSeconds(dice.Number(21, 80));
        var (all, fresh) = source == "turo" ? (dice.Number(138, 150), dice.Number(0, 4)) : (dice.Number(60, 95), dice.Number(2, 13));
        var error = (source, daysAgo) switch
        {
            ("turo", 17) => "Turo requires you to sign in again. Open the browser with \"sign in\", enter the code from the message, then collect again. Nothing was imported.",
            ("ezpassny", 6) => "The E-ZPass New York site was down for maintenance until 6:00 am. Nothing was imported; the next night's run collected everything.",
            _ => null,
        };
        return new Run
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"demo-{source}-{day:uuuuMMdd}"),
            ScrapeDate = LocalDatePattern.Iso.Format(day),
            Source = source,
            Status = error is null ? RunStatus.Succeeded : RunStatus.Failed,
            CreatedAt = InstantPattern.General.Format(asked),
            StartedAt = InstantPattern.General.Format(began),
            EndedAt = InstantPattern.General.Format(ended),
            TotalRecords = error is null ? all : 0,
            NewRecords = error is null ? fresh : 0,
            Summary = error is not null ? null : string.Create(CultureInfo.InvariantCulture, $"{all} {(source == "turo" ? "trips" : "tolls")} read, {fresh} new"),
            Error = error,
        };
    }
}
