using System.Text.Json;
using NodaTime.Text;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Core.Ledger;

/// <content>
/// Upgrading a ledger whose stored items are of an older shape, or were decided by older rules. In this order: (1) the changes
/// are worked out; (2) the backup; (3) the record of both; (4) the host is shown it; (5) the rebuild. A crash before the end
/// leaves the old mark: the next opening goes on with the same backup and the same record, since part of the items are new by then.
/// </content>
public sealed partial class OwnerLedger
{
    private RecordKey Upgraded => new(owner.Partition("LEDGER"), "upgrade");

    /// <summary>Whether opening this owner's ledger upgrades it. Reads one item.</summary>
    /// <exception cref="LedgerDamagedException">A newer program wrote it.</exception>
    public static async Task<bool> IsOldAsync(LedgerHost host, OwnerId owner, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(host);
        return await new OwnerLedger(host, owner).StoredMarkAsync(cancellation).ConfigureAwait(false) is { } mark && IsOld(mark, host);
    }

    /// <summary>What opening this owner's ledger would change; null when it is no upgrade. Writes nothing.</summary>
    /// <exception cref="LedgerDamagedException">A newer program wrote it, or an original is missing or damaged.</exception>
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

    /// <summary>How far the projection is; null where nothing was ever projected.</summary>
    private async Task<Mark?> StoredMarkAsync(CancellationToken cancellation)
    {
        if (await host.Records.GetAsync(applied, cancellation).ConfigureAwait(false) is not { } there)
            return null;
        var mark = Read(there);
        return mark.Shape > ProjectedItems.Shape || mark.Rules > host.Rules
            ? throw new LedgerDamagedException("This ledger was written by a newer version of the program. Use that version, or a newer one.")
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
                throw new LedgerBusyException("Another process is upgrading this ledger. Nothing was lost; try again when it is done.");
        }

        host.Upgrading?.Invoke(upgrade);
        await RebuildAsync(cancellation).ConfigureAwait(false);
    }
}
