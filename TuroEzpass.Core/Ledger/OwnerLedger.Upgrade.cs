using System.Text.Json;
using NodaTime.Text;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Core.Ledger;

/// <content>
/// Upgrades a ledger whose stored items have an older shape or were decided by older rules. The order is: (1) compute the
/// changes; (2) make the backup; (3) store a record of both; (4) show it to the host; (5) rebuild. After a crash the old
/// mark is still there: the next opening continues with the same backup and record, because some items are already new.
/// </content>
public sealed partial class OwnerLedger
{
    private RecordKey Upgraded => new(owner.Partition("LEDGER"), "upgrade");

    /// <summary>Whether opening this owner's ledger upgrades it. Reads one item.</summary>
    /// <exception cref="LedgerDamagedException">A newer version wrote the ledger.</exception>
    public static async Task<bool> IsOldAsync(LedgerHost host, OwnerId owner, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(host);
        return await new OwnerLedger(host, owner).StoredMarkAsync(cancellation).ConfigureAwait(false) is { } mark && IsOld(mark, host);
    }

    /// <summary>What opening this owner's ledger would change; null if it needs no upgrade. Writes nothing.</summary>
    /// <exception cref="LedgerDamagedException">A newer version wrote the ledger, or an original is missing or damaged.</exception>
    public static async Task<LedgerUpgrade?> PreviewUpgradeAsync(LedgerHost host, OwnerId owner, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(host);
        var ledger = new OwnerLedger(host, owner) { Progress = host.Progress };
        if (await ledger.StoredMarkAsync(cancellation).ConfigureAwait(false) is not { } mark || !IsOld(mark, host))
            return null;
        host.Progress?.Report(new LedgerProgress(LedgerStage.Deciding));
        await ledger.ReadStateAsync(cancellation).ConfigureAwait(false);
        return await ledger.PreviewAsync(mark, cancellation).ConfigureAwait(false);
    }

    private static bool IsOld(Mark mark, LedgerHost host) => mark.Shape != ProjectedItems.Shape || mark.Rules != host.Rules;

    /// <summary>How far the projection is; null if nothing was projected yet.</summary>
    private async Task<Mark?> StoredMarkAsync(CancellationToken cancellation)
    {
        if (await host.Records.GetAsync(applied, cancellation).ConfigureAwait(false) is not { } there)
            return null;
        var mark = Read(there);
        return mark.Shape > ProjectedItems.Shape || mark.Rules > host.Rules
            ? throw new LedgerDamagedException("A newer version of the program wrote this ledger. Use that version or a newer one.")
            : mark;
    }

    private async Task<LedgerUpgrade> PreviewAsync(Mark mark, CancellationToken cancellation)
    {
        var items = new ProjectedItems(owner, state).All().ToList();
        var changes = LedgerUpgrade.Compare(await StoredAsync(items, cancellation).ConfigureAwait(false), items, out var tolls);
        return new LedgerUpgrade(
            InstantPattern.General.Format(host.Clock.GetCurrentInstant()), state.Seq, mark.Shape, ProjectedItems.Shape, mark.Rules, host.Rules, tolls, changes);
    }

    private async Task UpgradeAsync(Mark mark, CancellationToken cancellation)
    {
        Progress?.Report(new LedgerProgress(LedgerStage.Deciding));
        var upgrade = await PreviewAsync(mark, cancellation).ConfigureAwait(false);
        var there = await host.Records.GetAsync(Upgraded, cancellation).ConfigureAwait(false);
        if (there is not null && JsonSerializer.Deserialize<LedgerUpgrade>(there.Body.Span)! is var begun && begun.IsSameAs(upgrade))
        {
            upgrade = begun;
        }
        else
        {
            upgrade = upgrade with { Backup = host.Backup is null ? null : await host.Backup.BeforeUpgradeAsync(cancellation).ConfigureAwait(false) };
            var write = new RecordWrite(Upgraded, JsonSerializer.SerializeToUtf8Bytes(upgrade));
            if (await host.Records.PutAsync(write, there is null ? Expected.Nothing : Expected.VersionIs(there.Version), cancellation).ConfigureAwait(false) is PutResult.Conflict)
                throw new LedgerBusyException("Another process is upgrading this ledger. No data was lost; try again when it is done.");
        }

        host.Upgrading?.Invoke(upgrade);
        await RebuildAsync(cancellation).ConfigureAwait(false);
    }
}
