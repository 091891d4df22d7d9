using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using TuroEzpass.Cli.Ledger;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Operations;
using TuroEzpass.Core.Storage;
using TuroEzpass.Storage;

namespace TuroEzpass.Cli.Operate;

/// <summary>The store that a command line selects, opened for work on all owners.</summary>
internal sealed class StoreSession : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private StoreSession(ServiceProvider services) => this.services = services;

    public IRecordStore Records => services.GetRequiredService<IRecordStore>();

    public IProofStore Proofs => services.GetRequiredService<IProofStore>();

    public IWorkQueue Queue => services.GetRequiredService<IWorkQueue>();

    public ILedgerBackup Backup => services.GetRequiredService<ILedgerBackup>();

    public static IClock Clock => SystemClock.Instance;

    public StrandedWork Stranded => new(Records, Queue, Clock);

    /// <summary>Opens the store; never creates one.</summary>
    /// <exception cref="LedgerRefusedException">The folder has no data.</exception>
    public static StoreSession Open(ParseResult parsed) =>
        new(new ServiceCollection().AddTuroEzpassStorage(LedgerSession.ConfigurationOf(parsed, mayBegin: false)).BuildServiceProvider());

    /// <inheritdoc />
    public ValueTask DisposeAsync() => services.DisposeAsync();
}
