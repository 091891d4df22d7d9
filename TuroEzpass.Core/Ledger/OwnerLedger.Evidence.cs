using NodaTime;
using TuroEzpass.Core.Claims;
using TuroEzpass.Core.Proofs;
using TuroEzpass.Core.Statements;

namespace TuroEzpass.Core.Ledger;

/// <content>The input for a claim's evidence.</content>
public sealed partial class OwnerLedger
{
    /// <summary>A draft or approved claim with its tolls as they are now.</summary>
    /// <param name="id">The claim.</param>
    /// <param name="asOf">The day for a draft's state.</param>
    /// <exception cref="LedgerRefusedException">There is no such claim, or its trip or one of its tolls is no longer known.</exception>
    public Claim ClaimFor(string id, LocalDate asOf)
    {
        if (state.Drafts(new ClaimRules(), asOf).FirstOrDefault(draft => draft.Id == id) is { } draft)
            return draft.Claim;
        var claim = state.Claim(id) ?? throw new LedgerRefusedException($"Claim {id} not found.");
        var trip = state.Reconciliation.Trips.Trips.FirstOrDefault(trip => trip.ReservationId == claim.ReservationId)
            ?? throw new LedgerRefusedException($"The trip of claim {id} is no longer in any trips file.");
        var tolls = claim.Lines.Select(line => state.CrossingOf(line.TollId) ?? throw new LedgerRefusedException($"A toll of claim {id} is no longer in any statement.")).ToList();
        var end = trip.End.Date;
        var rules = new ClaimRules();
        return new Claim(
            trip, tolls, new Money(claim.Cents), end.PlusDays(rules.ReadyAfterDays), end.PlusDays(rules.FileWithinDays), end.PlusDays(rules.SupportWithinDays),
            state.FlagsOf(claim), ClaimState.Check);
    }

    /// <summary>The evidence of a draft or approved claim, drawn from the originals.</summary>
    /// <param name="id">The claim.</param>
    /// <param name="asOf">The day for a draft's state.</param>
    /// <exception cref="LedgerRefusedException">There is no such claim, or its trip or one of its tolls is no longer known.</exception>
    public async Task<EvidenceDocument> EvidenceAsync(string id, LocalDate asOf, CancellationToken cancellation = default)
    {
        var claim = ClaimFor(id, asOf);
        var cells = new Dictionary<int, IReadOnlyDictionary<int, RowCells>>();
        foreach (var places in claim.Tolls.SelectMany(toll => toll.Rows).GroupBy(place => place.Statement))
            cells[places.Key] = await ReadCellsAsync(places.Key, places.Select(place => place.Row).ToHashSet(), cancellation).ConfigureAwait(false);
        return EvidenceBuilder.Build(state.Reconciliation, claim, place => cells[place.Statement].GetValueOrDefault(place.Row, RowCells.None));
    }

    /// <summary>The original text of a statement's rows.</summary>
    /// <param name="statement">The statement's index among the imports.</param>
    /// <param name="rows">The rows' indexes.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    private async Task<IReadOnlyDictionary<int, RowCells>> ReadCellsAsync(int statement, IReadOnlySet<int> rows, CancellationToken cancellation = default)
    {
        var fact = state.Imports[statement];
        var catalog = LayoutCatalog.BuiltIn;
        if (fact.LayoutSha256 is { } layout)
            catalog = catalog.With([LayoutFile.Read("layout", new StringReader(System.Text.Encoding.UTF8.GetString(await OriginalAsync(layout, cancellation).ConfigureAwait(false))))]);
        return new StatementReader(catalog, new Symbols()).ReadCells(fact.FileName, await OriginalAsync(fact.Sha256, cancellation).ConfigureAwait(false), rows);
    }
}
