using System.Text;
using NodaTime;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;
using TuroEzpass.Tests.Matching;
using static TuroEzpass.Tests.Ledger.LedgerSample;

namespace TuroEzpass.Tests.Ledger;

/// <summary>A guest's name is erased everywhere, and nothing else is.</summary>
public sealed class EraseGuestTests : IAsyncDisposable
{
    private readonly LedgerSample sample = new();

    [Fact]
    public async Task A_guest_who_was_erased_is_nowhere_in_the_data_folder_and_the_export()
    {
        var ledger = await sample.FilledAsync();
        Assert.NotEmpty(FilesWith("Zebulon"));

        var result = await ledger.EraseGuestsAsync(["50000001"], "host", Cancel);

        Assert.Equal(["50000001"], result.Erased);
        Assert.Equal(1, result.Originals);
        Assert.True(sample.Engine.Database.EmptyLog());
        Assert.Empty(FilesWith("Zebulon"));
        Assert.Empty(FilesWith("Quimby"));
        Assert.DoesNotContain(Unzip(await ExportAsync(ledger)).Values, file => Holds(file, "Zebulon"));
        Assert.Empty((await ledger.VerifyAsync(Cancel)).Problems);
        Assert.Empty((await (await sample.OpenAsync()).VerifyAsync(Cancel)).Problems);
    }

    [Fact]
    public async Task Pictures_of_sites_that_show_trips_go_with_the_guests_and_those_of_tolls_stay()
    {
        var ledger = await sample.FilledAsync();
        var (records, proofs) = (await sample.Engine.RecordsAsync(), await sample.Engine.ProofsAsync());
        await new PortalBook(records).ReplaceAsync([Portal("turo", PortalKind.Trips), Portal("ezpassny", PortalKind.Tolls)], Cancel);
        var book = new RunBook(records, Owner);
        foreach (var source in new[] { "turo", "ezpassny" })
        {
            await book.TryAddAsync(
                new Run
                {
                    Id = source,
                    ScrapeDate = "2026-03-31",
                    Source = source,
                    Status = RunStatus.Succeeded,
                    CreatedAt = "2026-03-31T10:00:00Z",
                    EndedAt = "2026-03-31T10:05:00Z",
                    TotalRecords = 7,
                    Pages = [await KeepAsync(ProofKind.Proof, $"a page of {source} with Zebulon")],
                    Screenshots = [await KeepAsync(ProofKind.FailureScreenshot, $"a fault of {source} with Zebulon")],
                }, Cancel);
        }

        await ledger.EraseGuestsAsync(["50000001"], "host", Cancel);

        var (trips, _) = (await book.GetAsync("2026-03-31", "turo", Cancel))!.Value;
        var (tolls, _) = (await book.GetAsync("2026-03-31", "ezpassny", Cancel))!.Value;
        Assert.Equal((0, 0, 7), (trips.Pages.Count, trips.Screenshots.Count, trips.TotalRecords));
        Assert.Equal((1, 1), (tolls.Pages.Count, tolls.Screenshots.Count));
        Assert.Equal(tolls.Pages, (await proofs.ListAsync(ProofKind.Proof, Owner, cancellation: Cancel)).Select(entry => entry.Address.Sha256));
        Assert.Equal(tolls.Screenshots, (await proofs.ListAsync(ProofKind.FailureScreenshot, Owner, cancellation: Cancel)).Select(entry => entry.Address.Sha256));

        static PortalListing Portal(string id, PortalKind kind) => new(id, id, $"{id}.example", kind, ByPerson: false, "Invented.", IsVerified: false);

        async Task<string> KeepAsync(ProofKind kind, string content)
        {
            using var stream = new MemoryStream(Encoding.UTF8.GetBytes(content));
            return Assert.IsType<ProofPut.Stored>(await proofs.PutAsync(kind, Owner, stream, "image/png", Cancel)).Info.Address.Sha256;
        }
    }

    [Fact]
    public async Task Of_many_trips_no_name_is_left_in_unused_space_of_the_database()
    {
        var ledger = await sample.FilledAsync();
        var lines = Enumerable.Range(0, 600).Select(n =>
            Rows.Trip($"6{n:0000000}", $"{new LocalDate(2020, 1, 1).PlusDays(n * 2):uuuu-MM-dd} 10:00", $"{new LocalDate(2020, 1, 1).PlusDays((n * 2) + 1):uuuu-MM-dd} 10:00", guest: $"Wilhelmina Oddname{n:000}", distance: "1", price: "$9.00"));
        await ledger.ImportTripsAsync("trips_20250101.csv", Text([Rows.TripHeader, .. lines]), "host", Cancel);
        // Items that move between pages of the file leave copies behind unless these are overwritten.
        await ledger.EraseGuestsAsync([.. Enumerable.Range(0, 600).Where(n => n % 3 == 0).Select(n => $"6{n:0000000}")], "host", Cancel);

        await ledger.EraseGuestsAsync([.. Enumerable.Range(0, 600).Select(n => $"6{n:0000000}")], "host", Cancel);
        Assert.True(sample.Engine.Database.EmptyLog());

        Assert.Empty(FilesWith("Wilhelmina"));
        Assert.Empty((await ledger.VerifyAsync(Cancel)).Problems);
    }

    [Fact]
    public async Task Only_the_guests_cells_of_the_original_change()
    {
        var ledger = await sample.FilledAsync();

        await ledger.EraseGuestsAsync(["50000001", "50000002"], "host", Cancel);

        var expected = Encoding.UTF8.GetString(TripsBytes)
            .Replace(First, "(erased)", StringComparison.Ordinal)
            .Replace($"\"{Second.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", "\"(erased)\"", StringComparison.Ordinal);
        Assert.Equal(expected, Encoding.UTF8.GetString(await ledger.OriginalAsync(Sha(TripsBytes), Cancel)));
    }

    [Fact]
    public async Task Money_outcomes_and_the_other_guests_stay_as_they_were()
    {
        var ledger = await sample.FilledAsync();
        var before = Unzip(await ExportAsync(ledger));

        await ledger.EraseGuestsAsync(["50000001"], "host", Cancel);

        var after = Unzip(await ExportAsync(ledger));
        foreach (var table in new[] { "tolls.csv", "fleet.csv" })
            Assert.Equal(before[table], after[table]);
        foreach (var table in new[] { "trips.csv", "claims.csv" })
            Assert.Equal(Encoding.UTF8.GetString(before[table]).Replace(First, "(erased)", StringComparison.Ordinal), Encoding.UTF8.GetString(after[table]));
    }

    [Fact]
    public async Task Erasing_twice_changes_nothing_and_unknown_reservations_are_reported()
    {
        var ledger = await sample.FilledAsync();
        await ledger.EraseGuestsAsync(["50000001"], "host", Cancel);
        var before = await ExportAsync(ledger);

        var again = await ledger.EraseGuestsAsync(["50000001", "59999999"], "host", Cancel);

        Assert.Equal((0, 0, 0), (again.Erased.Count, again.Originals, again.Written));
        Assert.Equal(["59999999"], again.Unknown);
        Assert.Equal(before, await ExportAsync(ledger));
    }

    [Fact]
    public async Task A_second_guest_of_the_same_file_can_be_erased_later_and_reimporting_restores_no_name()
    {
        var ledger = await sample.FilledAsync();
        await ledger.EraseGuestsAsync(["50000001"], "host", Cancel);

        await ledger.EraseGuestsAsync(["50000002"], "host", Cancel);
        var again = await (await sample.OpenAsync()).ImportTripsAsync(TripsName, TripsBytes, "host", Cancel);

        Assert.False(again.IsNew);
        Assert.True(sample.Engine.Database.EmptyLog());
        Assert.Empty(FilesWith("Zebulon"));
        Assert.Empty(FilesWith("Østergård"));
        Assert.NotEmpty(FilesWith(Third));
        Assert.Empty((await (await sample.OpenAsync()).VerifyAsync(Cancel)).Problems);
    }

    [Fact]
    public async Task A_process_that_did_not_know_of_it_does_not_restore_the_original()
    {
        var stale = await sample.OpenAsync();
        var ledger = await sample.OpenAsync();
        await ledger.ImportTripsAsync(TripsName, TripsBytes, "host", Cancel);
        await ledger.EraseGuestsAsync(["50000001"], "host", Cancel);

        Assert.False((await stale.ImportTripsAsync(TripsName, TripsBytes, "host", Cancel)).IsNew);

        Assert.True(sample.Engine.Database.EmptyLog());
        Assert.Empty(FilesWith("Zebulon"));
    }

    [Fact]
    public async Task Guests_are_due_eighteen_months_after_their_trip_while_they_are_named()
    {
        var ledger = await sample.FilledAsync();

        Assert.Empty(ledger.GuestsDue(new LocalDate(2027, 5, 14)));
        Assert.Equal(["50000001"], ledger.GuestsDue(new LocalDate(2027, 5, 15)));
        Assert.Equal(["50000001", "50000002"], ledger.GuestsDue(new LocalDate(2027, 9, 5)));
        Assert.Equal(["50000001", "50000002", "50000003"], ledger.GuestsDue(new LocalDate(2026, 4, 6), months: 1));

        await ledger.EraseGuestsAsync(["50000001"], "host", Cancel);
        Assert.Equal(["50000002"], ledger.GuestsDue(new LocalDate(2027, 9, 5)));

        // A later export from Turo still has the guest's name: due again.
        await ledger.ImportTripsAsync("trip_earnings_export_20270101.csv", [.. TripsBytes, .. "\r\n"u8], "host", Cancel);
        Assert.Equal(["50000001", "50000002"], ledger.GuestsDue(new LocalDate(2027, 9, 5)));
    }

    [Fact]
    public async Task A_crash_at_any_step_leaves_what_the_next_opening_finishes()
    {
        var finished = 0;
        for (var steps = 0; finished == 0; steps++)
        {
            Assert.True(steps < 200);
            await using var crashing = new LedgerSample();
            await crashing.FilledAsync();
            var fuse = new Fuse(steps);
            var host = await crashing.HostAsync();
            var ledger = await OwnerLedger.OpenAsync(host with { Records = new CrashingRecords(host.Records, fuse), Proofs = new CrashingProofs(host.Proofs, fuse) }, Owner, Cancel);
            fuse.IsLit = true;
            try
            {
                await ledger.EraseGuestsAsync(["50000001", "50000002"], "host", Cancel);
                finished++;
            }
            catch (CrashException)
            {
                // As if the process had ended here.
            }

            var reopened = await crashing.OpenAsync();
            Assert.Empty((await reopened.VerifyAsync(Cancel)).Problems);
            var isErased = reopened.State.Facts.Any(fact => fact is GuestErased);
            Assert.True(crashing.Engine.Database.EmptyLog());
            Assert.Equal(isErased, FilesWith(crashing.Folder, "Zebulon").Count == 0);
            // One trips file, two statements, one fleet file: no copy is left over.
            Assert.Equal(4, (await (await crashing.Engine.ProofsAsync()).ListAsync(ProofKind.Statement, Owner, cancellation: Cancel)).Count);

            await reopened.EraseGuestsAsync(["50000001", "50000002"], "host", Cancel);
            Assert.True(crashing.Engine.Database.EmptyLog());
            Assert.Empty(FilesWith(crashing.Folder, "Zebulon"));
            Assert.Single(reopened.State.Facts, fact => fact is GuestErased);
            Assert.Empty((await reopened.VerifyAsync(Cancel)).Problems);
        }
    }

    [Fact]
    public async Task A_backup_whose_records_are_older_than_its_blobs_names_no_guest_once_it_is_opened()
    {
        await sample.FilledAsync();
        var host = await sample.HostAsync();
        var before = (await host.Proofs.ListAsync(ProofKind.Statement, Owner, cancellation: Cancel)).Select(entry => entry.Address).ToHashSet();
        // The lease, the note and the copy, the fact; then the process ends before it applies the fact.
        var fuse = new Fuse(4);
        var ledger = await OwnerLedger.OpenAsync(host with { Records = new CrashingRecords(host.Records, fuse), Proofs = new CrashingProofs(host.Proofs, fuse) }, Owner, Cancel);
        fuse.IsLit = true;
        await Assert.ThrowsAsync<CrashException>(() => ledger.EraseGuestsAsync(["50000001"], "host", Cancel));
        foreach (var fact in (await new FactLog(host.Records, Owner).ReadAsync(0, Cancel)).OfType<GuestErased>())
        {
            foreach (var old in before.Where(address => fact.Replaced.ContainsKey(address.Sha256)))
                Assert.True(await host.Proofs.EraseAsync(old, Cancel));
        }

        var restored = await sample.OpenAsync();

        Assert.Contains(restored.State.Facts, fact => fact is GuestErased);
        Assert.Empty((await restored.VerifyAsync(Cancel)).Problems);
    }

    [Fact]
    public async Task A_ledger_that_is_opened_while_a_guest_is_erased_sees_the_copy()
    {
        await sample.FilledAsync();
        var eraser = await sample.OpenAsync();
        var host = await sample.HostAsync();
        var proofs = new ErasingProofs(host.Proofs, () => eraser.EraseGuestsAsync(["50000001"], "host", Cancel));

        var opened = await OwnerLedger.OpenAsync(host with { Proofs = proofs }, Owner, Cancel);

        Assert.Contains(opened.State.Reconciliation.Trips.Trips, trip => trip.Guest == "(erased)");
        Assert.Empty((await opened.VerifyAsync(Cancel)).Problems);
    }

    public ValueTask DisposeAsync() => sample.DisposeAsync();

    private List<string> FilesWith(string text) => FilesWith(sample.Folder, text);

    private static List<string> FilesWith(string folder, string text) =>
        [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(file => Holds(ReadShared(file), text))];

    private static bool Holds(byte[] bytes, string text) =>
        new[] { Encoding.UTF8, Encoding.Unicode, Encoding.Latin1 }.Any(encoding => bytes.AsSpan().IndexOf(encoding.GetBytes(text)) >= 0);

    private static byte[] ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
