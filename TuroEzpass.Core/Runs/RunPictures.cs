using TuroEzpass.Core.Storage;

namespace TuroEzpass.Core.Runs;

/// <summary>The screenshots that runs keep. Those of sites with trips show guests too, and a part of an image can't be erased.</summary>
public sealed class RunPictures(IRecordStore records, IProofStore proofs, OwnerId owner)
{
    /// <summary>Erases all screenshots of sites with trips, and removes them from their runs. May be repeated; an active run keeps its own.</summary>
    /// <returns>The number of runs that had some.</returns>
    public async Task<int> EraseOfTripsAsync(CancellationToken cancellation = default)
    {
        var sites = (await new PortalBook(records).ListAsync(cancellation).ConfigureAwait(false)).Where(portal => portal.Kind == PortalKind.Trips).Select(portal => portal.Id).ToHashSet(StringComparer.Ordinal);
        if (sites.Count == 0)
            return 0;
        var book = new RunBook(records, owner);
        var runs = (await book.SinceAsync("0", cancellation).ConfigureAwait(false)).Where(run => sites.Contains(run.Source) && run.HasEnded && run.Pages.Count + run.Screenshots.Count > 0).ToList();
        foreach (var run in runs)
        {
            foreach (var sha256 in run.Pages)
                await proofs.EraseAsync(new ProofAddress(ProofKind.Proof, owner, sha256), cancellation).ConfigureAwait(false);
            foreach (var sha256 in run.Screenshots)
                await proofs.EraseAsync(new ProofAddress(ProofKind.FailureScreenshot, owner, sha256), cancellation).ConfigureAwait(false);
            while (await book.GetAsync(run.ScrapeDate, run.Id, cancellation).ConfigureAwait(false) is var (there, version) && !await book.TryUpdateAsync(there with { Pages = [], Screenshots = [] }, version, cancellation).ConfigureAwait(false))
                continue;
        }

        return runs.Count;
    }
}
