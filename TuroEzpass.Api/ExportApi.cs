using Microsoft.AspNetCore.Http.HttpResults;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Http;
using TuroEzpass.Api.Ledgers;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;
using TuroEzpass.Storage.Files;

namespace TuroEzpass.Api;

/// <summary>An owner's full export, and temporary download links.</summary>
internal static class ExportApi
{
    private const int CopyBytes = 81920;

    public static RouteGroupBuilder MapExportApi(this RouteGroupBuilder api)
    {
        api.MapGet("/export", Export).WithName("Export").WithTags("Export").WithSummary("All of an owner's data as a zip file: tables, facts and original files.")
            .Produces(200, contentType: "application/zip").RequirePermission(Permissions.Manage).RequireRateLimiting(RateLimits.Heavy)
            .ProducesProblem(401).ProducesProblem(403).ProducesProblem(429);
        return api;
    }

    /// <summary>The embedded store's temporary links. Anyone who has a link can use it without signing in.</summary>
    public static RouteGroupBuilder MapProofLinks(this RouteGroupBuilder api)
    {
        api.MapGet("/proof-links/{token}", Follow).WithName("FollowProofLink").WithTags("Export").WithSummary("Downloads a file by its temporary link.").AllowAnonymous();
        return api;
    }

    private static async Task<FileStreamHttpResult> Export(Caller caller, LedgerPool ledgers, CancellationToken cancellation)
    {
        // A temporary file that is deleted once it was sent: the zip can be larger than memory.
        var file = new FileStream(
            Path.Combine(Path.GetTempPath(), $"turoezpass-{Guid.NewGuid():N}.zip"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, CopyBytes,
            FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        try
        {
            await ledgers.UseAsync(caller.Owner, async ledger =>
            {
                await LedgerExport.WriteAsync(ledger, file, cancellation);
                return true;
            }, cancellation);
            file.Position = 0;
            return TypedResults.File(file, "application/zip", $"turoezpass-{caller.Owner}.zip");
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Follow(string token, IServiceProvider services, IProofStore proofs, CancellationToken cancellation)
    {
        // On AWS, links lead directly to S3.
        if (services.GetService<FileProofLinks>()?.Follow(token) is { } target && await proofs.GetAsync(target.Address, cancellation) is ProofGet.Found found)
            return TypedResults.File(found.Content.ToArray(), found.Info.ContentType, target.DownloadName);
        return Problems.NotFound("This link is not valid or has expired. Request a new one.");
    }
}
