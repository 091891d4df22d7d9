using TuroEzpass.Core.Proofs;

namespace TuroEzpass.Cli.Ledger;

/// <summary>Draws the evidence of a claim, draft or approved, from the originals.</summary>
internal static class ClaimEvidence
{
    public static async Task<int> DrawAsync(LedgerSession session, string id, DirectoryInfo folder, IReadOnlyList<FileInfo> proofs, CancellationToken cancellation)
    {
        var document = await session.Ledger.EvidenceAsync(id, session.Today, cancellation).ConfigureAwait(false);
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
