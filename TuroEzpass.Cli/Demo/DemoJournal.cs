using NodaTime.Text;
using TuroEzpass.Core.Claims;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Storage;
using TuroEzpass.World.Hosts;

namespace TuroEzpass.Cli.Demo;

/// <summary>The demo's ledger. Files are imported one by one, as usual. The host's actions are stored as facts, many at a time,
/// and the ledger applies them together when it next writes or opens, as it does with another writer's facts. Applying
/// hundreds of them one by one would recompute the ledger each time and take half a minute.</summary>
internal sealed class DemoJournal
{
    /// <summary>The actor of all facts.</summary>
    public const string By = "demo";

    private readonly LedgerHost host;
    private readonly OwnerId owner;
    private readonly CancellationToken cancellation;
    private readonly List<Fact> waiting = [];
    private long next;

    private DemoJournal(LedgerHost host, OwnerId owner, OwnerLedger ledger, CancellationToken cancellation)
    {
        this.host = host;
        this.owner = owner;
        this.cancellation = cancellation;
        (Ledger, next) = (ledger, ledger.State.Seq + 1);
    }

    /// <summary>The ledger's state when it was last applied.</summary>
    public OwnerLedger Ledger { get; private set; }

    private string Now => InstantPattern.General.Format(host.Clock.GetCurrentInstant());

    /// <summary>Opens an empty ledger.</summary>
    /// <exception cref="LedgerRefusedException">The ledger is not empty.</exception>
    public static async Task<DemoJournal> OpenAsync(LedgerHost host, OwnerId owner, CancellationToken cancellation)
    {
        var ledger = await OwnerLedger.OpenAsync(host, owner, cancellation).ConfigureAwait(false);
        return ledger.State.Seq == 0
            ? new DemoJournal(host, owner, ledger, cancellation)
            : throw new LedgerRefusedException($"The ledger of {owner} is not empty. The demo needs an empty one.");
    }

    /// <summary>Imports a file.</summary>
    public async Task TakeInAsync(DemoFile file)
    {
        await WriteAsync().ConfigureAwait(false);
        _ = file.Kind switch
        {
            DemoFileKind.Trips => await Ledger.ImportTripsAsync(file.Name, file.Bytes, By, cancellation).ConfigureAwait(false),
            DemoFileKind.Fleet => await Ledger.ImportFleetAsync(file.Name, file.Bytes, By, cancellation).ConfigureAwait(false),
            _ => await Ledger.ImportStatementAsync(file.Name, file.Bytes, By, cancellation: cancellation).ConfigureAwait(false),
        };
        next = Ledger.State.Seq + 1;
    }

    /// <summary>Adds a decision on a toll that needed review.</summary>
    /// <param name="toll">The toll.</param>
    /// <param name="reservation">Its trip; null for a host expense.</param>
    public void Decide(string toll, string? reservation) => waiting.Add(new DecisionMade
    {
        Seq = next++,
        At = Now,
        By = By,
        TollId = toll,
        Kind = reservation is null ? DecisionKind.HostExpense : DecisionKind.AssignToTrip,
        ReservationId = reservation,
        Before = nameof(Outcome.NeedsReview),
        After = reservation is null ? nameof(DecisionKind.HostExpense) : $"{Outcome.Matched} {reservation}",
    });

    /// <summary>Adds the approval of a draft.</summary>
    public void Approve(string claimId, Claim draft) => waiting.Add(new ClaimApproved
    {
        Seq = next++,
        At = Now,
        By = By,
        ClaimId = claimId,
        ReservationId = draft.Trip.ReservationId,
        Cents = draft.Amount.Cents,
        Lines = [.. draft.Tolls.Select(toll => new ClaimLine(ChargeOf(toll), toll.Net.Cents))],
    });

    /// <summary>Adds a change of a claim's state.</summary>
    public void Move(string claimId, LedgerClaimState to, string? note = null, long? turosTolls = null) =>
        waiting.Add(new ClaimMoved { Seq = next++, At = Now, By = By, ClaimId = claimId, To = to, Note = note, TurosTollsCents = turosTolls });

    /// <summary>Writes the added facts and applies them.</summary>
    public async Task ApplyAsync()
    {
        if (waiting.Count == 0)
            return;
        await WriteAsync().ConfigureAwait(false);
        Ledger = await OwnerLedger.OpenAsync(host, owner, cancellation).ConfigureAwait(false);
    }

    private async Task WriteAsync()
    {
        var log = new FactLog(host.Records, owner);
        // Appended concurrently: the store commits them together.
        var written = await Task.WhenAll(waiting.Select(fact => log.TryAppendAsync(fact, cancellation))).ConfigureAwait(false);
        if (written.Contains(false))
            throw new LedgerRefusedException($"Another process is writing to the ledger of {owner} while the demo is being loaded.");
        waiting.Clear();
    }

    /// <summary>The charge of a crossing.</summary>
    private string ChargeOf(Crossing crossing) =>
        Ledger.State.TollIdAt(crossing.Rows.First(place => Ledger.State.Reconciliation.RowAt(place).Amount > Core.Money.Zero))!;
}
