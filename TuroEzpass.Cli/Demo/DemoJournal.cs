using NodaTime.Text;
using TuroEzpass.Core.Claims;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Storage;
using TuroEzpass.World.Hosts;

namespace TuroEzpass.Cli.Demo;

/// <summary>The demo's ledger. Files are taken in one by one, as always; what the host did is put down as facts, many at a time, and
/// the ledger applies them together when it next writes or opens, as it does with another writer's. One by one, each of the
/// hundreds would be worked out anew, and the demo would take half a minute.</summary>
internal sealed class DemoJournal
{
    /// <summary>Who did it all.</summary>
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

    /// <summary>The ledger as it was when it was last applied.</summary>
    public OwnerLedger Ledger { get; private set; }

    private string Now => InstantPattern.General.Format(host.Clock.GetCurrentInstant());

    /// <summary>Opens an empty ledger.</summary>
    /// <exception cref="LedgerRefusedException">It has something already.</exception>
    public static async Task<DemoJournal> OpenAsync(LedgerHost host, OwnerId owner, CancellationToken cancellation)
    {
        var ledger = await OwnerLedger.OpenAsync(host, owner, cancellation).ConfigureAwait(false);
        return ledger.State.Seq == 0
            ? new DemoJournal(host, owner, ledger, cancellation)
            : throw new LedgerRefusedException($"The ledger of {owner} has something already. The demo goes into an empty one.");
    }

    /// <summary>Takes a file in.</summary>
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

    /// <summary>Puts down a decision on a toll that needed review.</summary>
    /// <param name="toll">The toll.</param>
    /// <param name="reservation">Its trip; null when it is the host's own.</param>
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

    /// <summary>Puts down that a draft was approved.</summary>
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

    /// <summary>Puts down what happened to a claim.</summary>
    public void Move(string claimId, LedgerClaimState to, string? note = null, long? turosTolls = null) =>
        waiting.Add(new ClaimMoved { Seq = next++, At = Now, By = By, ClaimId = claimId, To = to, Note = note, TurosTollsCents = turosTolls });

    /// <summary>Writes what was put down, and applies it.</summary>
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
        // Side by side: the store commits them together.
        var written = await Task.WhenAll(waiting.Select(fact => log.TryAppendAsync(fact, cancellation))).ConfigureAwait(false);
        if (written.Contains(false))
            throw new LedgerRefusedException($"Somebody else writes to the ledger of {owner} while the demo is put into it.");
        waiting.Clear();
    }

    /// <summary>The toll that charges for a crossing.</summary>
    private string ChargeOf(Crossing crossing) =>
        Ledger.State.TollIdAt(crossing.Rows.First(place => Ledger.State.Reconciliation.RowAt(place).Amount > Core.Money.Zero))!;
}
