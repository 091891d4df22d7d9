using System.Text;
using TuroEzpass.Core.Matching;

namespace TuroEzpass.Benchmarks.Truth.Files;

/// <summary>A physical row of a file with how it must end.</summary>
internal readonly record struct TrueRow(int LineNumber, Line Line, Outcome Outcome);

/// <summary>A statement's bytes and its truth.</summary>
internal sealed record StatementFile(string Name, byte[] Bytes, IReadOnlyList<TrueRow> Rows);

/// <summary>Downloads the accounts' statements: each in several files whose days overlap, so that rows come twice.</summary>
internal sealed class Downloads(Dice dice)
{
    private const int OverlapDays = 20;
    private static readonly DateTime From = WorldClock.FirstDay.AddDays(-40);
    private static readonly DateTime To = WorldClock.TripsFile.AddDays(140);

    /// <summary>The days of the download in the 18-column layout.</summary>
    private static readonly (DateTime From, DateTime To) Variant = (WorldClock.FirstDay.AddDays(200), WorldClock.FirstDay.AddDays(245));

    private sealed record Download(string Name, string Header, List<Line> Lines, Func<Line, string> Text, bool EndsWithTotal = false);

    /// <summary>The files in the order in which they are given, and of each row whether an earlier file had it.</summary>
    public IReadOnlyList<StatementFile> Of(IReadOnlyList<Line> lines)
    {
        var downloads = new List<Download>();
        foreach (var account in lines.GroupBy(line => line.Account).OrderBy(account => account.Key))
            downloads.AddRange(OfAccount(account.Key, [.. account]));
        var order = downloads.ToArray();
        dice.Shuffle(order);
        var seen = new Dictionary<int, int>();
        return [.. order.Select(download => Write(download, seen))];
    }

    private static IEnumerable<Download> OfAccount(Home home, List<Line> lines)
    {
        var count = home is Home.NewYork or Home.NewJersey ? 4 : 3;
        var days = (To - From).TotalDays / count;
        for (var index = 0; index < count; index++)
        {
            var from = From.AddDays((index * days) - (index == 0 ? 0 : OverlapDays)).Date;
            var to = From.AddDays((index + 1) * days).Date;
            var own = Sorted(lines, from, to);
            DropSecond(own, line => IsInVariant(line) && line.Text % 4 == 1);
            if (own.Count > 0)
                yield return Make(home, index, to, own);
        }

        if (home == Home.NewJersey)
        {
            // The same account in the other layout: the plain tolls of some weeks.
            var own = Sorted(lines.Where(IsInVariant), Variant.From, Variant.To);
            DropSecond(own, line => line.Text % 4 == 3);
            yield return new Download("ezpassnj-18col.csv", NewJerseyTexts.Header18, own, NewJerseyTexts.Of18);
        }
    }

    private static bool IsInVariant(Line line) =>
        line.Account == Home.NewJersey && line.IsPlainToll && line.Tag is not null && Day(line) >= Variant.From && Day(line) < Variant.To;

    private static List<Line> Sorted(IEnumerable<Line> lines, DateTime from, DateTime to) =>
        [.. lines.Where(line => Day(line) >= from && Day(line) < to).OrderByDescending(Day).ThenByDescending(line => line.At).ThenBy(line => line.Text)];

    /// <summary>Of two crossings that look alike, one of the two layouts lacks one now and then: the larger count holds.</summary>
    private static void DropSecond(List<Line> lines, Predicate<Line> isConcerned)
    {
        for (var index = lines.Count - 1; index > 0; index--)
        {
            if (lines[index].Text == lines[index - 1].Text && isConcerned(lines[index]))
                lines.RemoveAt(index);
        }
    }

    private static Download Make(Home home, int index, DateTime to, List<Line> lines)
    {
        var stamp = Texts.Of(to, "yyyyMMdd");
        return home switch
        {
            Home.NewYork => new($"Transaction_Report_400000001_{stamp}_101500.csv", NewYorkTexts.Header, lines, line => NewYorkTexts.Of(line, marksClass: false)),
            Home.NewYorkSecondAccount => new($"Transaction_Report_400000002_{stamp}_101500.csv", NewYorkTexts.Header, lines, line => NewYorkTexts.Of(line, marksClass: true)),
            Home.Business => new($"Transaction_Report_400000003_{stamp}_101500.csv", NewYorkTexts.BusinessHeader, lines, NewYorkTexts.OfBusiness),
            Home.NewJersey => new($"Transactions-nj-{stamp}.csv", NewJerseyTexts.Header, lines, line => NewJerseyTexts.Of(line, isResaved: index == 1)),
            Home.Pennsylvania => new($"TransactionsResult-{stamp}.csv", PennsylvaniaTexts.Header, lines, PennsylvaniaTexts.Of, EndsWithTotal: true),
            Home.Maryland => new($"driveezmd-{stamp}.csv", MarylandTexts.Header, lines, MarylandTexts.Of),
            _ => new($"Transactions_transaction_csv_report_{stamp}.csv", FloridaTexts.Header, lines, FloridaTexts.Of),
        };
    }

    /// <summary>The day by which a site selects: posting, where the export knows it.</summary>
    private static DateTime Day(Line line) => line.Account is Home.NewYork or Home.NewYorkSecondAccount ? line.At.Date : line.Posted;

    /// <summary>Writes a file. The nth row of a text is a duplicate if an earlier file has n of them; an unreadable row is
    /// unreadable each time.</summary>
    private static StatementFile Write(Download download, Dictionary<int, int> seen)
    {
        var text = new StringBuilder(download.Header).Append('\n');
        var rows = new List<TrueRow>(download.Lines.Count);
        var here = new Dictionary<int, int>();
        var number = 1;
        foreach (var line in download.Lines)
        {
            text.Append(download.Text(line)).Append('\n');
            var nth = here[line.Text] = here.GetValueOrDefault(line.Text) + 1;
            var isRepeat = line.Outcome != Outcome.Unreadable && nth <= seen.GetValueOrDefault(line.Text);
            rows.Add(new TrueRow(++number, line, isRepeat ? Outcome.Duplicate : line.Outcome));
        }

        foreach (var (line, count) in here)
            seen[line] = Math.Max(seen.GetValueOrDefault(line), count);
        if (download.EndsWithTotal)
            rows.Add(AddTotal(download, text, number + 1));
        return new StatementFile(download.Name, Encoding.UTF8.GetBytes(text.ToString()), rows);
    }

    private static TrueRow AddTotal(Download download, StringBuilder text, int number)
    {
        var total = new Line
        {
            Account = Home.Pennsylvania,
            Situation = "total",
            Outcome = Outcome.Excluded,
            Kind = LineKind.Total,
            At = default,
            Posted = default,
            Text = -1,
            // The total's sign is turned again.
            Cents = -download.Lines.Sum(line => line.Cents),
        };
        text.Append(PennsylvaniaTexts.Of(total)).Append('\n');
        return new TrueRow(number, total with { Cents = 0 }, Outcome.Excluded);
    }
}
