using Microsoft.AspNetCore.Http.HttpResults;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Http;
using TuroEzpass.Api.Ledgers;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Proofs;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api;

/// <summary>Claims' evidence, rendered from the originals on request.</summary>
internal static class EvidenceApi
{
    private static readonly Lazy<EvidenceFonts> Fonts = new(EvidenceFonts.FindOnSystem);

    public static void MapEvidence(this RouteGroupBuilder claims)
    {
        claims.MapGet("/{id}/evidence.pdf", Pdf).WithName("GetEvidencePdf").WithSummary("A claim's evidence as a PDF.").RequirePermission(Permissions.Read)
            .RequireRateLimiting(RateLimits.Heavy).Produces(200, contentType: "application/pdf").ProducesProblem(404);
        claims.MapGet("/{id}/evidence.png", Png).WithName("GetEvidencePng").WithSummary("One page of a claim's evidence as a PNG image.").RequirePermission(Permissions.Read)
            .RequireRateLimiting(RateLimits.Heavy).Produces(200, contentType: "image/png").ProducesProblem(404);
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Pdf(
        string id, Caller caller, IRecordStore records, LedgerPool ledgers, LedgerClock clock, CancellationToken cancellation) =>
        await DocumentAsync(id, caller, records, ledgers, clock, cancellation) is { } document
            ? TypedResults.File(EvidencePdf.Render(document, Fonts.Value, []), "application/pdf", $"{id}.pdf")
            : ClaimsApi.NoSuchClaim(id);

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Png(
        string id, int? page, Caller caller, IRecordStore records, LedgerPool ledgers, LedgerClock clock, CancellationToken cancellation)
    {
        if (await DocumentAsync(id, caller, records, ledgers, clock, cancellation) is not { } document)
            return ClaimsApi.NoSuchClaim(id);
        var images = EvidencePng.Render(document, Fonts.Value);
        if (images.SkippedBecause is { } reason)
            return Problems.Of(StatusCodes.Status501NotImplemented, "Images are not available", $"{reason} Download the PDF instead.");
        var number = page ?? 1;
        return number >= 1 && number <= images.Pages.Count
            ? TypedResults.File(images.Pages[number - 1], "image/png", $"{id}-{number}.png")
            : Problems.NotFound($"The evidence has only {images.Pages.Count} pages.");
    }

    private static async Task<EvidenceDocument?> DocumentAsync(
        string id, Caller caller, IRecordStore records, LedgerPool ledgers, LedgerClock clock, CancellationToken cancellation)
    {
        var reader = new LedgerReader(records, caller.Owner);
        if (await reader.ClaimAsync(id, cancellation) is null)
            return null;
        var today = await clock.TodayAsync(reader, cancellation);
        return await ledgers.UseAsync(caller.Owner, ledger => ledger.EvidenceAsync(id, today, cancellation), cancellation);
    }
}
