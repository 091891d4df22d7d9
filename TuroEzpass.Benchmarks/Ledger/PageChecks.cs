using System.Globalization;
using System.Text.Json;
using TuroEzpass.Benchmarks.Checks;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Remarks;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Benchmarks.Ledger;

/// <summary>The cost of a page with a hundred times as many tolls in the store.</summary>
internal static class PageChecks
{
    private const int Pages = 300;
    private const int Months = 24;

    /// <summary>Measures the pages that users look at.</summary>
    public static IEnumerable<Check> Run(int few, int many)
    {
        using var small = Filled(few);
        using var large = Filled(many);
        foreach (var (name, query) in new (string, Func<int, RecordQuery>)[]
        {
            ("tolls of a month", page => Query(RecordSource.Partition, $"TOLL#{Month(page)}") with { Descending = true }),
            ("tolls to review", _ => Query(RecordSource.Index2, "TOLLSTATE#review")),
            ("draft claims", _ => Query(RecordSource.Index1, "CLAIMSTATE#Draft")),
        })
        {
            var (big, little) = Ratio.Measure(() => Read(large, query), () => Read(small, query));
            yield return Check.AtMost(
                $"page of 50 {name} at {Number(many)} stored tolls / the same page at {Number(few)}", big / little, 3,
                $"{big.TotalMicroseconds / Pages:0} µs against {little.TotalMicroseconds / Pages:0} µs a page: medians of interleaved runs of {Pages} first pages on warm files. "
                + $"The tolls are in {Months} months, 2 in 100 need review; one draft for every hundred tolls.");
        }
    }

    private static RecordQuery Query(RecordSource source, string partition) => new(source, LedgerFolder.Owner.Partition(partition)) { Limit = 50 };

    private static void Read(LedgerFolder folder, Func<int, RecordQuery> query)
    {
        for (var page = 0; page < Pages; page++)
        {
            if (LedgerFolder.Result(folder.Records.QueryAsync(query(page))).Items.Count != 50)
                throw new InvalidOperationException("A page has too few items.");
        }
    }

    /// <summary>A store with items of the same shape and size as the projection's, written directly.</summary>
    private static LedgerFolder Filled(int tolls)
    {
        var folder = new LedgerFolder();
        folder.Records.PutAllAsync(Enumerable.Range(0, tolls).Select(Toll).Concat(Enumerable.Range(0, tolls / 100).Select(Claim))).GetAwaiter().GetResult();
        // Long bodies are read faster from the log than from the file, so both folders must have none in it.
        folder.EmptyLog();
        return folder;
    }

    private static RecordWrite Toll(int number)
    {
        var id = ((uint)number * 2654435761u).ToString("x8", CultureInfo.InvariantCulture) + number.ToString("x24", CultureInfo.InvariantCulture);
        var instant = string.Create(CultureInfo.InvariantCulture, $"{Month(number)}-{1 + (number / Months % 28):00}T{number / 700 % 24:00}:{number / 17 % 60:00}:{number % 60:00}Z");
        var toll = new TollItem
        {
            Id = id,
            Crossing = id,
            Import = new string('a', 64),
            File = "Transaction_Report_400000001_20260501_101500.csv",
            Line = number,
            Kind = "toll",
            Outcome = "Matched",
            Reason = new Remark<Reason>(Reason.InsideTrip, new RemarkArgs { Trip = "60000001", Minutes = 240 }),
            Reservation = "60000001",
            Vehicle = "2000001",
            Cents = 694,
            At = instant,
            Zone = "America/New_York",
            Tag = "00499000001",
            Agency = "MTAB&T",
            Plaza = "RKB",
            Class = "31",
        };
        var sort = $"{instant}#{id}";
        var state = number % 50 == 0 ? "review" : number % 10 == 0 ? "owed" : null;
        return Item($"TOLL#{instant[..7]}", sort, toll, ($"DEVICE#TAG#499{number % 200:000000}", sort), state is null ? null : ($"TOLLSTATE#{state}", sort));
    }

    private static RecordWrite Claim(int number)
    {
        var reservation = (60_000_000 + number).ToString(CultureInfo.InvariantCulture);
        var id = $"{reservation}-1";
        var by = $"{Month(number)}-{1 + (number % 28):00}";
        var lines = Enumerable.Range(0, 9).Select(line => new ClaimItemLine(new string('b', 32), 694, $"20260501T101500Z-{new string('b', 32)}")).ToList();
        return Item("CLAIM", id, new ClaimItem { Id = id, Reservation = reservation, Guest = "Guest", State = "Draft", Lines = lines, Cents = 6246, FileBy = by }, ("CLAIMSTATE#Draft", $"{by}#{id}"), ($"CLAIMTRIP#{reservation}", id));
    }

    private static RecordWrite Item<T>(string partition, string sort, T content, (string Partition, string Sort)? first, (string Partition, string Sort)? second)
    {
        byte[] body = [.. new byte[8], .. JsonSerializer.SerializeToUtf8Bytes(content, ProjectedItems.Json)];
        return new RecordWrite(Key((partition, sort)), body) { Index1 = first is { } one ? Key(one) : null, Index2 = second is { } two ? Key(two) : null };
    }

    private static RecordKey Key((string Partition, string Sort) place) => new(LedgerFolder.Owner.Partition(place.Partition), place.Sort);

    private static string Month(int number) => string.Create(CultureInfo.InvariantCulture, $"{2024 + (number % Months / 12)}-{1 + (number % 12):00}");

    private static string Number(int count) => count.ToString("#,0", CultureInfo.InvariantCulture);
}
