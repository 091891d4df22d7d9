using System.Text;
using TuroEzpass.Core.Statements;
using TuroEzpass.Tests.Matching;
using static TuroEzpass.Tests.Matching.Rows;

namespace TuroEzpass.Tests.Statements;

/// <summary>A large file is read by several threads and must give the same rows as its parts read one by one. With <c>./test --full</c> it is
/// as large as a host's; otherwise the reader uses a lower threshold.</summary>
public sealed class ParallelReadingTests
{
    private static readonly int Rows = Rounds.Of(2_400, 48_000);
    private static readonly int ParallelBytes = Rounds.Of(64 << 10, StatementReader.UsualParallelBytes);

    [Fact]
    public void A_large_file_says_what_its_slices_say()
    {
        var lines = Lines();
        var whole = Read([NjHeader, .. lines]).Select(row => Facts(row, 0)).ToList();

        var slices = new List<string>();
        foreach (var (start, slice) in lines.Chunk(Rows / 7).Select((slice, index) => (index * (Rows / 7), slice)))
            slices.AddRange(Read([NjHeader, .. slice]).Select(row => Facts(row, start)));

        Assert.Equal(slices.Count, whole.Count);
        Assert.True(slices.SequenceEqual(whole));
    }

    [Fact]
    public void A_stray_quotation_mark_in_a_large_file_loses_no_row()
    {
        var lines = Lines();
        lines[Rows * 5 / 12] = lines[Rows * 5 / 12].Replace("TOLL", "\"TOLL", StringComparison.Ordinal);
        var rows = Read([NjHeader, .. lines]);

        Assert.Equal(Read([NjHeader, .. Lines()]).Select(row => row.Line), rows.Select(row => row.Line));
    }

    [Fact]
    public void A_repeated_header_of_another_order_holds_to_the_end_of_a_large_file()
    {
        // From line 1,000 on the two dates are the other way round: the travel date is 2025-11-12 in every row.
        var swapped = NjHeader.Replace("POSTING DATE,TRANSACTION DATE", "TRANSACTION DATE,POSTING DATE", StringComparison.Ordinal);
        var before = Enumerable.Repeat(Nj("2025-11-12 12:00:00", posted: "11/20/2025"), 998);
        var after = Enumerable.Repeat(Nj("2025-11-20 12:00:00", posted: "11/12/2025"), Rows);
        var rows = Read([NjHeader, .. before, swapped, .. after]);

        Assert.Equal(998 + Rows, rows.Count);
        Assert.Equal(["2025-11-12"], rows.Select(row => row.Travel.Date.ToString("uuuu-MM-dd", null)).Distinct());
    }

    [Fact]
    public void The_spelling_that_a_plaza_is_shown_with_does_not_depend_on_threads()
    {
        // The same two rows near the middle of a large file and in a small one: the first has "07", the second "7".
        var filler = Enumerable.Repeat("3/12/2025,3/12/2025,-,NJ E-ZPass,Prepaid Payment,,-,-,14:00:24,-,-,-,\"$6,045.00 \",Y,-,-,\"$7,428.45 \"", Rows / 2).ToArray();
        string[] two = [Nj("2025-11-14 22:00:00", agency: "NJTP", plaza: "07"), Nj("2025-11-14 23:00:00", agency: "njtp", plaza: "7")];
        string[] unknown = [Nj("2025-11-12 12:00:00", agency: "QUICKPARK", plaza: "A1"), Nj("2025-11-12 13:00:00", agency: "QuickPark", plaza: "A1")];

        string[] small = [two[0], unknown[0], two[1], unknown[1]];
        string[] large = [.. filler, two[0], unknown[0], .. Enumerable.Repeat(filler[0], 3), two[1], unknown[1], .. filler];

        Assert.Equal(Shown(small), Shown(large));
    }

    private static List<string> Shown(string[] lines)
    {
        var review = new Scenario { ParallelBytes = ParallelBytes }.Trips(Trip("50000001", "2025-11-11 09:30", "2025-11-14 21:30")).Nj(lines).Run().Review_csv;
        return [.. Decided.Cells(review).Skip(1).Select(cells => $"{cells[2]}|{cells[6]}|{cells[7]}")];
    }

    private static string[] Lines() => [.. Enumerable.Range(0, Rows).Select(number => (number % 11) switch
    {
        0 => "",
        1 => "3/12/2025,3/12/2025,-,NJ E-ZPass,Prepaid Payment,,-,-,14:00:24,-,-,-,\"$6,045.00 \",Y,-,-,\"$7,428.45 \"",
        2 => Nj($"2025-11-12 12:{number % 60:00}:00", "oops"),
        3 => NjHeader,
        4 => Nj($"2025-11-12 12:{number % 60:00}:00", id: "1.29E+11"),
        _ => Nj($"2025-11-{1 + (number % 28):00} {number % 24:00}:{number % 60:00}:00", $"(${number % 90}.{number % 100:00})", id: $"00{500_000_000 + (number % 700)}", plaza: $"P{number % 50}"),
    })];

    private static RowTable Read(string[] lines)
    {
        var bytes = Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n");
        return new StatementReader(LayoutCatalog.BuiltIn, new Symbols()) { ParallelBytes = ParallelBytes }.Read("big.csv", bytes).Rows;
    }

    private static string Facts(StatementRow row, int before) =>
        $"{row.Line + before} {row.Kind} {row.KindText} {row.Tag} {row.Plate} {row.Plaza?.Agency.Code} {row.Plaza?.Code} {row.Travel.LocalDateTime} {row.Posted.Date} {row.Amount} {row.VehicleClass} {row.Unreadable}";
}
