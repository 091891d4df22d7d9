using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Http;
using TuroEzpass.Api.Ledgers;
using TuroEzpass.Api.Uploads;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;
using TuroEzpass.Core.Uploads;

namespace TuroEzpass.Api;

/// <summary>Uploads and their import status.</summary>
internal static class ImportsApi
{
    private const int MostWaiting = 100;
    private static readonly TimeSpan TimeToSend = TimeSpan.FromMinutes(5);

    /// <summary>Maps <c>/imports</c>.</summary>
    public static RouteGroupBuilder MapImportsApi(this RouteGroupBuilder api)
    {
        var imports = api.MapGroup("/imports").WithTags("Imports").ProducesProblem(401).ProducesProblem(403).ProducesProblem(429);
        imports.MapPost("", SendAsync).WithName("SendImport").WithSummary("Uploads a file. It is stored and imported in the background; Location is the address of its status.")
            .Produces<Import>(200).Produces<Import>(202)
            .ProducesProblem(400).ProducesProblem(408).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415).ProducesProblem(422)
            .RequirePermission(Permissions.Import).DisableRequestTimeout().WithMetadata(new BodyLimit(UploadForm.MostRequestBytes), new ExpectsIdempotencyKey())
            .AddOpenApiOperationTransformer(DescribeForm);
        imports.MapGet("", ListAsync).WithName("ListImports").WithSummary("Pending, failed and imported files, newest first.")
            .RequirePermission(Permissions.Read).ProducesProblem(400);
        imports.MapGet("/{id}", GetAsync).WithName("GetImport").WithSummary("The status of one file.").RequirePermission(Permissions.Read).ProducesProblem(404);
        imports.MapDelete("/{id}", WithdrawAsync).WithName("WithdrawImport")
            .WithSummary("Withdraws an imported file, so that it no longer counts; requires If-Match. The file is kept and can be imported again. Deletes a failed import with its file.")
            .RequirePermission(Permissions.Import).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(428);
        return api;
    }

    private static async Task<IResult> SendAsync(HttpContext context, Caller caller, Intake intake, IdempotencyKeys keys, CancellationToken cancellation)
    {
        if (IdempotencyKeys.KeyOf(context.Request, out var key) is { } wrong)
            return wrong;
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        time.CancelAfter(TimeToSend);
        try
        {
            var (read, fault) = await UploadForm.ReadAsync(context.Request, time.Token);
            if (read is null)
            {
                await DrainAsync(context.Request, time.Token);
                return fault!;
            }

            using var form = read;
            if (key is null)
                return await intake.AcceptAsync(caller, form, cancellation);
            var fingerprint = IdempotencyKeys.FingerprintOf(form.Content.Sha256, form.File, form.Kind?.ToString(), form.Vehicle, form.Layout is null ? null : Convert.ToBase64String(form.Layout));
            await keys.AnswerAsync(context, caller, key, fingerprint, answerIsSecret: false, async () =>
                await (await intake.AcceptAsync(caller, form, context.RequestAborted)).ExecuteAsync(context));
            return TypedResults.Empty;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Problems.Of(StatusCodes.Status408RequestTimeout, "Request timed out", $"The upload must finish within {TimeToSend.TotalMinutes:0} minutes. Try again, or export a shorter date range.");
        }
    }

    private static async Task<Results<Ok<ImportList>, ProblemHttpResult>> ListAsync([AsParameters] Paging paging, Caller caller, IRecordStore records, CancellationToken cancellation)
    {
        if (paging.Read(out var limit, out var after) is { } wrong)
            return wrong;
        var waiting = await new UploadBook(records, caller.Owner).WaitingAsync(MostWaiting, cancellation);
        var done = await new LedgerReader(records, caller.Owner).ImportsAsync(limit, after, cancellation);
        return TypedResults.Ok(new ImportList(
            [.. waiting.Select(each => ImportTexts.Of(each.Upload))], [.. done.Items.Select(ImportTexts.Of)], Paging.CursorOf(done.Next)));
    }

    private static async Task<Results<Ok<Import>, ProblemHttpResult>> GetAsync(string id, Caller caller, IRecordStore records, CancellationToken cancellation)
    {
        if (!ImportMessage.IsId(id))
            return NotFound();
        var upload = (await new UploadBook(records, caller.Owner).GetAsync(id, cancellation))?.Upload;
        if (upload is { Status: not UploadStatus.Done })
            return TypedResults.Ok(ImportTexts.Of(upload));
        return await new LedgerReader(records, caller.Owner).ImportAsync(id, cancellation) is { } known ? TypedResults.Ok(ImportTexts.Of(known))
            : upload is not null ? TypedResults.Ok(ImportTexts.Of(upload))
            : NotFound();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> WithdrawAsync(
        string id, Caller caller, HttpContext context, IRecordStore records, IProofStore proofs, LedgerPool ledgers, CancellationToken cancellation)
    {
        if (!ImportMessage.IsId(id))
            return NotFound();
        var (book, upload, version) = (new UploadBook(records, caller.Owner), (Upload?)null, 0L);
        if (await book.GetAsync(id, cancellation) is var (there, at))
            (upload, version) = (there, at);
        if (upload is { Status: UploadStatus.Queued or UploadStatus.Running })
            return Problems.Conflict("This file is being imported. Wait until that has finished.");
        if (upload is not { Status: UploadStatus.Failed })
        {
            if (await new LedgerReader(records, caller.Owner).ImportAsync(id, cancellation) is null)
                return NotFound();
            if (context.ReadIfMatch(isRequired: true, out var tag) is { } wrong)
                return wrong;
            await ledgers.UseAsync(caller.Owner, ledger => ledger.WithdrawImportAsync(id, caller.Name, tag, cancellation), cancellation);
            return TypedResults.NoContent();
        }

        if (!await book.TryForgetAsync(id, version, cancellation))
            return Problems.Conflict("This import has changed meanwhile. Try again.");
        var facts = await new FactLog(records, caller.Owner).ReadAsync(0, cancellation);
        foreach (var sha256 in new[] { id, upload.Layout }.OfType<string>().Where(sha256 => !facts.Any(fact => Names(fact, sha256))))
            await proofs.EraseAsync(new ProofAddress(ProofKind.Statement, caller.Owner, sha256), cancellation);
        return TypedResults.NoContent();
    }

    private static bool Names(Fact fact, string sha256) => fact switch
    {
        StatementImported it => it.Sha256 == sha256 || it.LayoutSha256 == sha256,
        TripsImported it => it.Sha256 == sha256,
        HandoversImported it => it.Sha256 == sha256,
        FleetReplaced it => it.Sha256 == sha256,
        GuestErased it => it.Replaced.Any(pair => pair.Value == sha256),
        _ => false,
    };

    /// <summary>Reads the rest of a rejected body, so that the client can read the response.</summary>
    private static async Task DrainAsync(HttpRequest request, CancellationToken cancellation)
    {
        try
        {
            await request.Body.CopyToAsync(Stream.Null, cancellation);
        }
        catch (Exception fault) when (fault is IOException or InvalidOperationException)
        {
            // The body is longer than any upload, or the client has disconnected.
        }
    }

    /// <summary>The form is read part by part, so the generator sees no parameters to describe.</summary>
    private static Task DescribeForm(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var fields = new Dictionary<string, IOpenApiSchema>
        {
            ["file"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary", Description = $"The file, at most {UploadForm.MostBytes / (1024 * 1024)} MB. {UploadContent.Accepted}" },
            ["kind"] = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. Enum.GetNames<ImportKind>().Select(name => JsonValue.Create(name))], Description = "The kind of file. Default: detected from the file's header." },
            ["vehicle"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "The car for rows without a tag or plate." },
            ["layout"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Your own layout for reading a statement, as YAML (docs/LAYOUTS.md)." },
        };
        var schema = new OpenApiSchema { Type = JsonSchemaType.Object, Properties = fields, Required = new HashSet<string> { "file" } };
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType> { ["multipart/form-data"] = new OpenApiMediaType { Schema = schema } },
        };
        return Task.CompletedTask;
    }

    private static ProblemHttpResult NotFound() => Problems.NotFound("There is no import with this ID. GET /api/imports lists them.");

    private sealed record BodyLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
}
