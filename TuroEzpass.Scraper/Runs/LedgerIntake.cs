using System.Runtime.InteropServices;
using System.Security.Cryptography;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Core;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;
using TuroEzpass.Core.Trips;
using TuroEzpass.Scraper.Collecting;
using TuroEzpass.Storage;

namespace TuroEzpass.Scraper.Runs;

/// <summary>Imports collected files into the owner's ledger, in the same way as uploads.</summary>
internal sealed class LedgerIntake(IRecordStore records, IProofStore proofs, IClock clock) : ICollectedIntake
{
    /// <summary>The user name that the ledger records for collected files.</summary>
    public const string By = "collector";

    /// <summary>Each try waits two minutes for another writer: a large upload may take several.</summary>
    private const int BusyTries = 5;

    private readonly LedgerHost host = new(records, proofs, clock, ProcessHolder.Current, ProcessHolder.IsGone);

    /// <inheritdoc />
    public string? Destination => null;

    /// <inheritdoc />
    public async Task<int> TakeInAsync(OwnerId owner, IReadOnlyList<CollectedFile> files, Instant since, Func<string, Task> taken, CancellationToken cancellation)
    {
        if (files.Count == 0)
            return 0;
        var ledger = await PatientlyAsync(() => OwnerLedger.OpenAsync(host, owner, cancellation));
        var fresh = 0;
        foreach (var file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            var bytes = MemoryMarshal.TryGetArray(file.Content, out var whole) && whole.Array is { } array && whole.Count == array.Length ? array : file.Content.ToArray();
            try
            {
                fresh += file.Kind == PortalKind.Trips
                    ? await TakeTripsAsync(ledger, file.Name, bytes, cancellation)
                    : await TakeTollsAsync(ledger, file.Name, bytes, since, cancellation);
            }
            catch (InputException fault)
            {
                throw new IntakeException(RunReason.LayoutChanged, fault.Topic == InputTopic.Vehicle
                    ? $"The file {file.Name} contains no tag or plate, so its rows can't be assigned to a car. Download it yourself and choose the car when you upload it."
                    : $"The file {file.Name} from the site has a format that this version can't read. Download it yourself and upload it on Imports, which shows where it differs. Also inform the operator.");
            }
            catch (LedgerRefusedException)
            {
                throw new IntakeException(RunReason.CannotRun, $"The file {file.Name} can't be imported. Download it yourself and upload it on Imports, which shows the reason.");
            }

            await taken(Sha256(bytes));
        }

        return fresh;
    }

    private static async Task<int> TakeTollsAsync(OwnerLedger ledger, string name, byte[] bytes, Instant since, CancellationToken cancellation)
    {
        await PatientlyAsync(() => ledger.ImportStatementAsync(name, bytes, By, cancellation: cancellation));
        var imports = ledger.State.Imports;
        var (sha, begun) = (Sha256(bytes), InstantPattern.General.Format(since));
        var place = Enumerable.Range(0, imports.Count).First(index => imports[index].Sha256 == sha);
        return string.CompareOrdinal(imports[place].At, begun) < 0 ? 0
            : ledger.State.Reconciliation.DecisionsOf(place).Count(decision => decision.Outcome != Outcome.Duplicate);
    }

    /// <summary>Counts new trips; a trip that has not changed is a repeat.</summary>
    private static async Task<int> TakeTripsAsync(OwnerLedger ledger, string name, byte[] bytes, CancellationToken cancellation)
    {
        var known = Told(ledger);
        var result = await PatientlyAsync(() => ledger.ImportTripsAsync(name, bytes, By, cancellation));
        return result.IsNew ? Told(ledger).Count(row => !known.Contains(row)) : 0;
    }

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static HashSet<TripRow> Told(OwnerLedger ledger) =>
        [.. ledger.State.Reconciliation.Trips.Files.SelectMany(file => file.Rows).Select(row => row with { Line = 0 })];

    private static async Task<T> PatientlyAsync<T>(Func<Task<T>> work)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await work();
            }
            catch (LedgerBusyException) when (tries < BusyTries)
            {
                // This try has already waited.
            }
        }
    }
}
