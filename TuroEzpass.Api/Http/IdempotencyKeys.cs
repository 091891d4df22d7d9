using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Api.Access;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api.Http;

/// <summary>Stores responses by the key that the client sent, so that a repeated request gets the same response and is executed once.</summary>
internal sealed partial class IdempotencyKeys(IRecordStore records, IClock clock, ILogger<IdempotencyKeys> logger)
{
    public const string Header = "Idempotency-Key";
    public const string ReplayedHeader = "Idempotent-Replayed";

    private const int LongestKey = 255;
    private const int MostBodyBytes = 200 * 1024;
    private static readonly Duration Kept = Duration.FromHours(24);
    private static readonly Duration Hold = Duration.FromMinutes(1);

    /// <summary>Shorter than the hold, so that an attempt never continues when another may have started.</summary>
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(50);

    /// <summary>The key of a request; null if it has none.</summary>
    /// <returns>What is wrong with it; null if nothing.</returns>
    public static ProblemHttpResult? KeyOf(HttpRequest request, out string? key)
    {
        key = null;
        var sent = request.Headers[Header];
        if (sent.Count == 0)
            return null;
        if (sent.Count > 1 || sent[0] is not { Length: > 0 and <= LongestKey } text || text.Any(letter => letter is < '!' or > '~'))
            return Problems.BadRequest($"{Header} must have 1 to {LongestKey} visible ASCII characters, such as a UUID.");
        key = text;
        return null;
    }

    /// <summary>A hash that differs for different requests.</summary>
    public static string FingerprintOf(params IEnumerable<string?> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(parts)));

    /// <summary>Responds to a request: with the stored response if there is one, otherwise by executing it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="caller">The owner and person that the key belongs to: different people, or owners, can use the same key independently.</param>
    /// <param name="key">The key.</param>
    /// <param name="fingerprint">Identifies the request's content.</param>
    /// <param name="answerIsSecret">Whether the response shows a secret only once, so that it is not stored.</param>
    /// <param name="act">Executes the request and writes the response. It may continue after the client has disconnected; the response is stored.</param>
    public async Task AnswerAsync(HttpContext context, Caller caller, string key, string fingerprint, bool answerIsSecret, Func<Task> act)
    {
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        var place = new RecordKey(caller.Owner.Partition("IDEMPOTENCY"), FingerprintOf(key, caller.Person, context.Request.Method, route));
        while (true)
        {
            var there = await records.GetAsync(place, context.RequestAborted);
            var kept = there is null ? null : JsonSerializer.Deserialize<Attempt>(there.Body.Span)!;
            if (kept is not null && AnswerOf(context, kept, fingerprint) is { } answer)
            {
                await answer.ExecuteAsync(context);
                return;
            }

            var expected = there is null ? Expected.Nothing : Expected.VersionIs(there.Version);
            if (await PutAsync(place, new Attempt { Fingerprint = fingerprint, Since = InstantPattern.ExtendedIso.Format(clock.GetCurrentInstant()) }, expected) is not { } version)
                continue;
            await ActAsync(context, place, version, fingerprint, answerIsSecret, act);
            return;
        }
    }

    /// <summary>The response based on an earlier attempt; null if that attempt was aborted.</summary>
    private IResult? AnswerOf(HttpContext context, Attempt kept, string fingerprint)
    {
        if (kept.Fingerprint != fingerprint)
            return Problems.Of(StatusCodes.Status422UnprocessableEntity, "Idempotency key already used", $"This {Header} was already used for a different request. Use a new key for each new request.");
        if (kept.Status is not null)
            return kept.IsWithheld
                ? Problems.Conflict("This request was already completed, and its response contained a secret that is shown only once. If you lost it, create a new one.")
                : new Replay(kept);
        if (InstantPattern.ExtendedIso.Parse(kept.Since).Value + Hold <= clock.GetCurrentInstant())
            return null;
        context.Response.Headers.RetryAfter = "1";
        return Problems.Conflict("The same request is still in progress. Try again in a moment.");
    }

    private async Task ActAsync(HttpContext context, RecordKey place, long version, string fingerprint, bool answerIsSecret, Func<Task> act)
    {
        var (body, aborted) = (context.Response.Body, context.RequestAborted);
        using var answer = new MemoryStream();
        using var time = new CancellationTokenSource(MostTime);
        (context.Response.Body, context.RequestAborted) = (answer, time.Token);
        try
        {
            await act();
            await context.Response.BodyWriter.FlushAsync(CancellationToken.None);
        }
        catch
        {
            await FreeAsync(place, version);
            throw;
        }
        finally
        {
            (context.Response.Body, context.RequestAborted) = (body, aborted);
        }

        var status = context.Response.StatusCode;
        if (status is >= 500 or StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden or StatusCodes.Status429TooManyRequests)
            await FreeAsync(place, version);
        else
            await KeepAsync(context.Response, place, version, fingerprint, answer, answerIsSecret && status < 300);
        answer.Position = 0;
        await answer.CopyToAsync(body, aborted);
    }

    private async Task KeepAsync(HttpResponse response, RecordKey place, long version, string fingerprint, MemoryStream answer, bool isSecret)
    {
        var isWithheld = isSecret || answer.Length > MostBodyBytes;
        var attempt = new Attempt
        {
            Fingerprint = fingerprint,
            Since = InstantPattern.ExtendedIso.Format(clock.GetCurrentInstant()),
            Status = response.StatusCode,
            IsWithheld = isWithheld,
            ContentType = response.ContentType,
            Location = isWithheld ? null : (string?)response.Headers.Location,
            ETag = isWithheld ? null : (string?)response.Headers.ETag,
            Body = isWithheld ? null : answer.ToArray(),
        };
        try
        {
            await PutAsync(place, attempt, Expected.VersionIs(version));
        }
        catch (StorageException fault)
        {
            // The request succeeded, and the client must learn so; only a repeat would not be recognized.
            NotKept(logger, fault);
        }
    }

    private async Task FreeAsync(RecordKey place, long version)
    {
        try
        {
            await records.DeleteAsync(place, version, CancellationToken.None);
        }
        catch (StorageException fault)
        {
            // The key is released when its hold expires anyway.
            NotKept(logger, fault);
        }
    }

    private async Task<long?> PutAsync(RecordKey place, Attempt attempt, Expected expected)
    {
        var write = new RecordWrite(place, JsonSerializer.SerializeToUtf8Bytes(attempt)) { ExpiresAt = clock.GetCurrentInstant() + Kept };
        return await records.PutAsync(write, expected, CancellationToken.None) is PutResult.Stored stored ? stored.Version : null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The response for an idempotency key could not be stored")]
    private static partial void NotKept(ILogger logger, Exception fault);

    /// <summary>A request in progress, or its response.</summary>
    private sealed record Attempt
    {
        public required string Fingerprint { get; init; }

        public required string Since { get; init; }

        /// <summary>Null while the request is in progress.</summary>
        public int? Status { get; init; }

        public bool IsWithheld { get; init; }

        public string? ContentType { get; init; }

        public string? Location { get; init; }

        public string? ETag { get; init; }

        public byte[]? Body { get; init; }
    }

    private sealed class Replay(Attempt kept) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = kept.Status!.Value;
            response.Headers[ReplayedHeader] = "true";
            if (kept.Location is not null)
                response.Headers.Location = kept.Location;
            if (kept.ETag is not null)
                response.Headers.ETag = kept.ETag;
            if (kept.Body is not { Length: > 0 } body)
                return;
            response.ContentType = kept.ContentType;
            response.ContentLength = body.Length;
            await response.Body.WriteAsync(body, httpContext.RequestAborted);
        }
    }
}
