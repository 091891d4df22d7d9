using TuroEzpass.Core.Proofs;
using TuroEzpass.Core.Statements;

namespace TuroEzpass.Cli.Ledger;

/// <summary>Draws the evidence of a claim of the ledger, a draft or an approved one, from the originals.</summary>
internal static class ClaimEvidence
{
    public static async Task<int> DrawAsync(LedgerSession session, string id, DirectoryInfo folder, IReadOnlyList<FileInfo> proofs, CancellationToken cancellation)
    {
        var claim = session.Ledger.ClaimFor(id, session.Today);
        var cells = new Dictionary<int, IReadOnlyDictionary<int, RowCells>>();
        foreach (var places in claim.Tolls.SelectMany(toll => toll.Rows).GroupBy(place => place.Statement))
            cells[places.Key] = await session.Ledger.ReadCellsAsync(places.Key, places.Select(place => place.Row).ToHashSet(), cancellation).ConfigureAwait(false);
        var document = EvidenceBuilder.Build(session.Ledger.State.Reconciliation, claim, place => cells[place.Statement].GetValueOrDefault(place.Row, RowCells.None));
        var checkedProofs = proofs.Select(file => ProofFile.Check(file.Name, InputFiles.Read(file))).ToList();
        folder.Create();
        var (files, skipped) = EvidenceFiles.Save(document, folder.FullName, EvidenceFonts.FindOnSystem(), checkedProofs);
        var console = LedgerTables.Wide();
        foreach (var file in files)
            LedgerTables.Line(console, Path.Combine(folder.FullName, file));
        if (skipped is not null)
            LedgerTables.Line(console, $"No evidence image was drawn: {skipped}");
        return ExitCodes.Done;
    }
}
