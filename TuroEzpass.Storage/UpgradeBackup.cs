using NodaTime;
using NodaTime.Text;
using TuroEzpass.Core.Ledger;

namespace TuroEzpass.Storage;

/// <summary>Backs up a data folder before a ledger in it is upgraded: a zip file in its folder <c>backups</c>. One backup covers
/// all ledgers in the folder that this process upgrades within an hour.</summary>
public sealed class UpgradeBackup(string folder, IClock clock) : ILedgerBackup, IDisposable
{
    /// <summary>The folder's name.</summary>
    public const string FolderName = "backups";

    private static readonly Duration GoodFor = Duration.FromHours(1);
    private static readonly InstantPattern Time = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmssfff'Z'");
    private readonly SemaphoreSlim gate = new(1, 1);
    private (Instant At, string File)? made;

    /// <inheritdoc />
    public async Task<string> BeforeUpgradeAsync(CancellationToken cancellation = default)
    {
        await gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var now = clock.GetCurrentInstant();
            if (made is { } last && last.At + GoodFor > now && File.Exists(last.File))
                return last.File;
            var file = Path.Combine(Path.GetFullPath(folder), FolderName, $"before-upgrade-{Time.Format(now)}.zip");
            await LocalBackup.WriteAsync(folder, file, cancellation).ConfigureAwait(false);
            made = (now, file);
            return file;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => gate.Dispose();
}

/// <summary>On AWS, the table's point-in-time recovery is the backup; an upgrade only needs the time to restore to.</summary>
public sealed class PointInTimeNote(IClock clock) : ILedgerBackup
{
    /// <inheritdoc />
    public Task<string> BeforeUpgradeAsync(CancellationToken cancellation = default) =>
        Task.FromResult($"the table's point-in-time recovery, up to {InstantPattern.General.Format(clock.GetCurrentInstant())}");
}
