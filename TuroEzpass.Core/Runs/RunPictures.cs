using TuroEzpass.Core.Storage;

namespace TuroEzpass.Core.Runs;

/// <summary>The pictures that runs keep of sites. Those of sites that show trips show guests too, and no part of a picture can be taken out.</summary>
public sealed class RunPictures(IRecordStore records, IProofStore proofs, OwnerId owner)
{
    /// <summary>Erases every picture of sites that show trips, and takes them off their runs. May be repeated; a run that goes on keeps its own.</summary>
    /// <returns>How many runs had some.</returns>
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
