using NodaTime;
using TuroEzpass.World.Cars;
using TuroEzpass.World.Statements;

namespace TuroEzpass.World.KnownTruth;

/// <summary>A row of a file and what the files show about it: a line that an earlier file contains is a duplicate.</summary>
internal readonly record struct TrueRow(int LineNumber, PlantedLine Line, Answer Answer);

/// <summary>A statement's content and its true answers.</summary>
internal sealed record StatementFile(string Name, byte[] Bytes, IReadOnlyList<TrueRow> Rows);

/// <summary>Downloads the accounts' statements: each in several files with overlapping days, so that rows are repeated.</summary>
internal sealed class Downloads(Dice dice)
{
    private const int OverlapDays = 20;
    private static readonly LocalDate From = WorldClock.FirstDay.Date.PlusDays(-40);
    private static readonly LocalDate To = WorldClock.TripsFile.Date.PlusDays(140);

    /// <summary>The days of the download in the 18-column layout.</summary>
    private static readonly (LocalDate From, LocalDate To) Variant = (WorldClock.FirstDay.Date.PlusDays(200), WorldClock.FirstDay.Date.PlusDays(245));

    private static readonly NewJersey18Writer NewJersey18 = new();

    private sealed record Download(string Name, StatementWriter Writer, List<PlantedLine> Lines);

    /// <summary>The files in import order, with whether an earlier file contains each row.</summary>
    public IReadOnlyList<StatementFile> Of(IReadOnlyList<PlantedLine> lines)
    {
        var downloads = new List<Download>();
        foreach (var account in lines.GroupBy(line => line.Account).OrderBy(account => account.Key))
            downloads.AddRange(OfAccount(account.Key, [.. account]));
        var order = downloads.ToArray();
        dice.Shuffle(order);
        var seen = new Dictionary<int, int>();
        return [.. order.Select(download => Write(download, seen))];
    }

    private static IEnumerable<Download> OfAccount(Home home, List<PlantedLine> lines)
    {
        var count = home is Home.NewYork or Home.NewJersey ? 4 : 3;
        var days = Period.DaysBetween(From, To) / count;
        for (var index = 0; index < count; index++)
        {
            var from = From.PlusDays((index * days) - (index == 0 ? 0 : OverlapDays));
            var to = index == count - 1 ? To : From.PlusDays((index + 1) * days);
            var own = Sorted(lines, from, to);
            DropSecond(own, line => IsInVariant(line) && line.Text % 4 == 1);
            if (own.Count > 0)
                yield return Make(home, index, to, own);
        }

        if (home == Home.NewJersey)
        {
            // The same account in the other layout: the plain tolls of a few weeks.
            var own = Sorted(lines.Where(IsInVariant), Variant.From, Variant.To);
            DropSecond(own, line => line.Text % 4 == 3);
            yield return new Download("ezpassnj-18col.csv", NewJersey18, own);
        }
    }

    private static bool IsInVariant(PlantedLine line) =>
        line.Account == Home.NewJersey && line.IsPlainToll && line.Tag is not null && Day(line) >= Variant.From && Day(line) < Variant.To;

    private static List<PlantedLine> Sorted(IEnumerable<PlantedLine> lines, LocalDate from, LocalDate to) =>
        [.. lines.Where(line => Day(line) >= from && Day(line) < to).OrderByDescending(Day).ThenByDescending(line => line.At).ThenBy(line => line.Text)];

    /// <summary>Sometimes one of the two layouts lacks one of two identical crossings: the larger count applies.</summary>
    private static void DropSecond(List<PlantedLine> lines, Predicate<PlantedLine> isConcerned)
    {
        for (var index = lines.Count - 1; index > 0; index--)
        {
            if (lines[index].Text == lines[index - 1].Text && isConcerned(lines[index]))
                lines.RemoveAt(index);
        }
    }

    private static Download Make(Home home, int index, LocalDate to, List<PlantedLine> lines)
    {
        var stamp = CellText.Of(to, "uuuuMMdd");
        return home switch
        {
            Home.NewYork => new($"Transaction_Report_400000001_{stamp}_101500.csv", new NewYorkWriter(), lines),
            Home.NewYorkSecondAccount => new($"Transaction_Report_400000002_{stamp}_101500.csv", new NewYorkWriter(marksClass: true), lines),
            Home.Business => new($"Transaction_Report_400000003_{stamp}_101500.csv", new NewYorkBusinessWriter(), lines),
            Home.NewJersey => new($"Transactions-nj-{stamp}.csv", new NewJerseyWriter(isResaved: index == 1), lines),
            Home.Pennsylvania => new($"TransactionsResult-{stamp}.csv", new PennsylvaniaWriter(), lines),
            Home.Maryland => new($"driveezmd-{stamp}.csv", new MarylandWriter(), lines),
            _ => new($"Transactions_transaction_csv_report_{stamp}.csv", new SunPassWriter(), lines),
        };
    }

    /// <summary>The day that the site filters by: the posting date, if the export has it.</summary>
    private static LocalDate Day(PlantedLine line) => line.Account is Home.NewYork or Home.NewYorkSecondAccount ? line.At.Date : line.Posted;

    /// <summary>Writes a file. The nth row with the same text is a duplicate if an earlier file has n of them; an unreadable row is
    /// unreadable in every file.</summary>
    private static StatementFile Write(Download download, Dictionary<int, int> seen)
    {
        var rows = new List<TrueRow>(download.Lines.Count);
        var here = new Dictionary<int, int>();
        var number = 1;
        foreach (var line in download.Lines)
        {
            var nth = here[line.Text] = here.GetValueOrDefault(line.Text) + 1;
            var isRepeat = line.Answer != Answer.Unreadable && nth <= seen.GetValueOrDefault(line.Text);
            rows.Add(new TrueRow(++number, line, isRepeat ? Answer.Duplicate : line.Answer));
        }

        foreach (var (line, count) in here)
            seen[line] = Math.Max(seen.GetValueOrDefault(line), count);
        foreach (var _ in download.Writer.Footer(download.Lines))
            rows.Add(new TrueRow(++number, Total(download.Lines[0]), Answer.Excluded));
        return new StatementFile(download.Name, download.Writer.File(download.Lines), rows);
    }

    private static PlantedLine Total(PlantedLine any) => new()
    {
        Account = any.Account,
        Situation = "total",
        Driver = Custody.Driver.Nobody,
        Answer = Answer.Excluded,
        At = any.At,
        Posted = any.Posted,
        Text = -1,
    };
}
