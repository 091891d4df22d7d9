using NodaTime;
using TuroEzpass.Core;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Time;
using TuroEzpass.World.Accounts;
using TuroEzpass.World.Roads;
using TuroEzpass.World.Statements;

namespace TuroEzpass.Tests.Statements;

/// <summary>What a layout's writer writes is read by that layout with the same times, tags, plates, plazas and cents.</summary>
public sealed class WriterTests
{
    private static readonly Money Nothing = new(0);

    [Fact]
    public void Maines_posted_tolls_are_read_as_they_were_driven() => Agree("maine", new MaineWriter(), "MeTA", line => line with { Id = "" }, Tolls("MeTA"));

    [Fact]
    public void FasTraks_rows_are_read_as_they_were_driven() =>
        // What a row is about stands in the plaza's column.
        Agree(
            "fastrak", new FasTrakWriter(), "BATA",
            line => line with { Id = "", Plaza = line.Plaza ?? new Plaza("BATA", line.Kind == LineKind.Adjustment ? "Adjustment" : $"{line.Kind}s", 0) }, [.. Tolls("BATA"), .. Others]);

    [Fact]
    public void RiverLinks_rows_are_read_as_they_were_driven() =>
        // It has no posting date and no entry; what is no toll has no time.
        Agree("riverlink", new RiverLinkWriter(), "RIVE", line => line with { Posted = default, EntryPlaza = "", At = line.Plaza is null ? default : line.At }, [.. Tolls("RIVE"), .. Others]);

    [Fact]
    public void EPasses_two_sections_are_read_as_they_were_driven() =>
        Agree(
            "epass", new EPassWriter(), "CFX", line => line with { Id = "", Plate = null, EntryPlaza = "", At = line.Plaza is null ? line.At.Date.AtMidnight() : line.At },
            [.. Others, .. Tolls("CFX").Where(line => line.Tag is not null)]);

    [Fact]
    public void ExpressTolls_tolls_are_read_as_they_were_driven() =>
        Agree("expresstoll", new ExpressTollWriter(), "COEXP", line => line with { Posted = default, Tag = null, Plate = null, EntryPlaza = "" }, Tolls("COEXP"));

    [Fact]
    public void Rows_that_a_site_does_not_list_are_left_out()
    {
        Assert.Equal(new MaineWriter().File([.. Tolls("MeTA")]), new MaineWriter().File([.. Tolls("MeTA"), .. Others]));
        Assert.Equal(new ExpressTollWriter().File([.. Tolls("COEXP")]), new ExpressTollWriter().File([.. Tolls("COEXP"), .. Others]));
    }

    /// <summary>Both sides of midnight and noon, a day and a month of one digit, less than a dollar and more than a thousand.</summary>
    private static IEnumerable<StatementLine> Tolls(string agency)
    {
        yield return Toll(agency, new(2026, 1, 2, 0, 0, 9), 80) with { Tag = "00499000111", Id = "130000001" };
        yield return Toll(agency, new(2026, 1, 31, 23, 59, 59), 2) with { Plate = "ABC1234", State = "NY", Id = "130000002" };
        yield return Toll(agency, new(2026, 3, 5, 12, 30, 0), 1234_56) with { Tag = "00499000222", Id = "130000003" };
        yield return Toll(agency, new(2026, 12, 9, 1, 7, 45), 10_05) with { Plate = "XYZ9876", State = "NJ", Id = "130000004", EntryPlaza = "Exit 44" };
    }

    private static IEnumerable<StatementLine> Others =>
    [
        new() { Kind = LineKind.Payment, At = new(2026, 2, 3, 4, 5, 6), Posted = new(2026, 2, 3), Cents = -25_00, Id = "130000005" },
        new() { Kind = LineKind.Fee, At = new(2026, 2, 4, 14, 5, 6), Posted = new(2026, 2, 4), Cents = 1_00, Id = "130000006" },
        new() { Kind = LineKind.Adjustment, At = new(2026, 2, 5, 9, 0, 0), Posted = new(2026, 2, 5), Cents = -1_74, Id = "130000007" },
    ];

    private static StatementLine Toll(string agency, LocalDateTime at, int cents) =>
        new() { At = at, Posted = at.Date.PlusDays(1), Cents = cents, Plaza = new Plaza(agency, $"Plaza {cents}", cents), BalanceCents = -9_99 };

    /// <summary>Writes the rows, reads them, and compares; <paramref name="asShown"/> drops what the layout has no column for.</summary>
    private static void Agree(string layout, StatementWriter writer, string agency, Func<StatementLine, StatementLine> asShown, IEnumerable<StatementLine> lines)
    {
        var written = lines.ToList();
        var statement = new StatementReader(LayoutCatalog.BuiltIn, new Symbols()).Read($"{layout}.csv", writer.File(written));
        var read = new List<string>();
        foreach (var row in statement.Rows)
        {
            Assert.Null(row.Unreadable);
            if (row.Kind == RowKind.Note)
                continue;
            Assert.Equal(agency, row.Plaza?.Agency.Code);
            read.Add($"{row.Kind} {Time(row.Travel)}, posted {Time(row.Posted)}, {row.Tag?.Value}, {row.Plate?.State} {row.Plate?.Value}, {row.EntryPlaza} to {row.Plaza?.Code}, {row.Amount ?? Nothing}, {row.TransactionId}");
        }

        Assert.Equal(layout, statement.Layout.Id);
        Assert.Equal(written.Select(asShown).Select(Shown), read);
    }

    private static string Shown(StatementLine line)
    {
        var isUntimed = line.Plaza is null && line.At.TimeOfDay == LocalTime.Midnight;
        var at = line.At == default ? "none" : isUntimed ? line.At.ToString("uuuu-MM-dd", null) : line.At.ToString("uuuu-MM-dd HH:mm:ss", null);
        var posted = line.Posted == default ? "none" : line.Posted.ToString("uuuu-MM-dd", null);
        return $"{line.Kind} {at}, posted {posted}, {line.Tag?.TrimStart('0')}, {(line.Plate is null ? "" : line.State)} {line.Plate}, {line.EntryPlaza} to {line.Plaza?.Code}, {new Money(line.Cents)}, {line.Id}";
    }

    private static string Time(TravelTime time) => time.Precision switch
    {
        TimePrecision.None => "none",
        TimePrecision.Day => time.Date.ToString("uuuu-MM-dd", null),
        _ => time.LocalDateTime.ToString("uuuu-MM-dd HH:mm:ss", null),
    };
}
