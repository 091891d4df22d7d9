using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Storage;
using TuroEzpass.Tests.Matching;
using TuroEzpass.Tests.Storage;

namespace TuroEzpass.Tests.Ledger;

/// <summary>A host with one car, three guests and some tolls, on the embedded engine in a temporary folder.</summary>
public sealed class LedgerSample : IAsyncDisposable
{
    public const string First = "Zebulon Quimby";
    public const string Second = "Brünhilde \"Bru\" Østergård, Jr.";
    public const string Third = "Guest C";
    public const string Label = "Host's Honda (NY #ABC1234)";
    public const string TripsName = "trip_earnings_export_20260331.csv";

    /// <summary>Quoted and unquoted cells, a row of a canceled trip without times, and two kinds of line ends.</summary>
    public static readonly byte[] TripsBytes = Encoding.UTF8.GetBytes(
        Rows.TripHeader + "\r\n"
        + Rows.Trip("50000001", "2025-11-11 09:30", "2025-11-14 21:30", guest: First, label: Label) + "\r\n"
        + "\n"
        + Rows.Trip("50000002", "2025-11-20 10:00", "2025-11-22 10:00", guest: Second, label: Label, name: "Honda Civic, 2020", tolls: "$3.00").Replace("50000002", "\"50000002\"", StringComparison.Ordinal) + "\n"
        + Rows.Trip("50000003", "2026-03-01 10:00", "2026-03-05 10:00", guest: Third, label: Label) + "\r\n"
        + Rows.Trip("50000001", "", "", "Guest cancellation", guest: First, label: Label, distance: "", price: "$0.00"));

    private readonly LocalEngine engine = new();

    public static OwnerId Owner { get; } = OwnerId.Parse("host-1");

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public LocalEngine Engine => engine;

    public string Folder => engine.Folder;

    public async Task<LedgerHost> HostAsync() => new(await engine.RecordsAsync(), await engine.ProofsAsync(), engine.Clock, $"test-{Guid.NewGuid():N}", _ => true);

    public async Task<OwnerLedger> OpenAsync() => await OwnerLedger.OpenAsync(await HostAsync(), Owner, Cancel);

    /// <summary>A ledger with every kind of file, a decision, and a claim that was sent.</summary>
    public async Task<OwnerLedger> FilledAsync()
    {
        engine.Clock.Reset(Instant.FromUtc(2026, 4, 1, 12, 0));
        var ledger = await OpenAsync();
        await ledger.ImportTripsAsync(TripsName, TripsBytes, "host", Cancel);
        await ledger.ImportFleetAsync("fleet.csv", Text("kind,value,state,vehicle,from,to,zone", "tag,00499000111,,1000001,2025-06-01,2025-12-31,America/New_York", "plate,XYZ9876,NY,1000001,2025-06-01 10:30,,"), "host", Cancel);
        await ledger.ImportStatementAsync("=nj.csv", Statement(1), "host", cancellation: Cancel);
        var draft = ledger.State.Drafts(new(), new LocalDate(2026, 4, 1))[0];
        await ledger.ApproveClaimAsync(draft.Id, "host", cancellation: Cancel);
        await ledger.MoveClaimAsync(draft.Id, LedgerClaimState.Sent, "=in the app", "host", cancellation: Cancel);
        await ledger.ImportStatementAsync("nj2.csv", Statement(2), "host", cancellation: Cancel);
        var undecided = ledger.State.Reconciliation.Statements[0].Rows.Count - 1;
        await ledger.DecideAsync(ledger.State.TollIdAt(new(0, undecided))!, DecisionKind.OffPlatform, null, "=host", cancellation: Cancel);
        return ledger;
    }

    /// <summary>A statement whose rows are in no other numbered one.</summary>
    public static byte[] Statement(int number) => Text(
        Rows.NjHeader,
        Rows.Nj($"2025-11-12 14:{number:00}:00"), Rows.Nj($"2025-11-21 15:{number:00}:00", amount: "($3.10)"), Rows.Nj($"2026-03-02 16:{number:00}:00"), Rows.Nj($"2025-11-17 16:{number:00}:00"));

    public static byte[] Text(params string[] lines) => Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n");

    public static string Sha(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public static async Task<byte[]> ExportAsync(OwnerLedger ledger)
    {
        using var stream = new MemoryStream();
        await LedgerExport.WriteAsync(ledger, stream, Cancel);
        return stream.ToArray();
    }

    public static Dictionary<string, byte[]> Unzip(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip));
        return archive.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var source = entry.Open();
            using var content = new MemoryStream();
            source.CopyTo(content);
            return content.ToArray();
        });
    }

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    /// <summary>The lines of a table, by column.</summary>
    public static List<Dictionary<string, string>> Table(byte[] csv)
    {
        var records = CsvRecords.Read(csv, ',').Select(record => record.Cells!).ToList();
        return [.. records.Skip(1).Select(cells => records[0].Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second))];
    }
}
