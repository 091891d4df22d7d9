using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Api.Access;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api.Http;

/// <summary>What was answered to a request, by the key that its sender gave it: sent again, it is answered again and done once.</summary>
internal sealed partial class IdempotencyKeys(IRecordStore records, IClock clock, ILogger<IdempotencyKeys> logger)
{
    public const string Header = "Idempotency-Key";
    public const string ReplayedHeader = "Idempotent-Replayed";

    private const int LongestKey = 255;
    private const int MostBodyBytes = 200 * 1024;
    private static readonly Duration Kept = Duration.FromHours(24);
    private static readonly Duration Hold = Duration.FromMinutes(1);

    /// <summary>Shorter than the hold: an attempt never goes on when another may have begun.</summary>
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(50);

    /// <summary>The key of a request; null when it has none.</summary>
    /// <returns>What is wrong with it; null when nothing is.</returns>
    public static ProblemHttpResult? KeyOf(HttpRequest request, out string? key)
    {
        key = null;
        var sent = request.Headers[Header];
        if (sent.Count == 0)
            return null;
        if (sent.Count > 1 || sent[0] is not { Length: > 0 and <= LongestKey } text || text.Any(letter => letter is < '!' or > '~'))
            return Problems.BadRequest($"{Header} is one text of 1 to {LongestKey} visible ASCII characters, such as a UUID.");
        key = text;
        return null;
    }

    /// <summary>Tells two requests apart.</summary>
    public static string FingerprintOf(params IEnumerable<string?> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(parts)));

    /// <summary>Answers a request: as before when it was answered, else by doing it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="caller">Whose key it is: keys of two people, or of one for two owners, do not meet.</param>
    /// <param name="key">The key.</param>
    /// <param name="fingerprint">Differs for another request.</param>
    /// <param name="answerIsSecret">The answer shows a secret this once, so it is not kept.</param>
    /// <param name="act">Does it and writes the answer. It may go on when the sender has gone: the answer waits for them.</param>
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

    /// <summary>The answer that follows from an earlier attempt; null when that one died.</summary>
    private IResult? AnswerOf(HttpContext context, Attempt kept, string fingerprint)
    {
        if (kept.Fingerprint != fingerprint)
            return Problems.Of(StatusCodes.Status422UnprocessableEntity, "The key was used for something else", $"This {Header} came with another request. Use a new key for a new request.");
        if (kept.Status is not null)
            return kept.IsWithheld
                ? Problems.Conflict("This was done. Its answer is given once only: look at the list, and make a new one if the answer was lost.")
                : new Replay(kept);
        if (InstantPattern.ExtendedIso.Parse(kept.Since).Value + Hold <= clock.GetCurrentInstant())
            return null;
        context.Response.Headers.RetryAfter = "1";
        return Problems.Conflict("The same request is being done. Ask again in a moment.");
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
            // It was done, and the sender must hear so; only a repeat would not be noticed.
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
            // It is free after its hold anyway.
            NotKept(logger, fault);
        }
    }

    private async Task<long?> PutAsync(RecordKey place, Attempt attempt, Expected expected)
    {
        var write = new RecordWrite(place, JsonSerializer.SerializeToUtf8Bytes(attempt)) { ExpiresAt = clock.GetCurrentInstant() + Kept };
        return await records.PutAsync(write, expected, CancellationToken.None) is PutResult.Stored stored ? stored.Version : null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What became of an idempotency key could not be kept")]
    private static partial void NotKept(ILogger logger, Exception fault);

    /// <summary>A request under way, or its answer.</summary>
    private sealed record Attempt
    {
        public required string Fingerprint { get; init; }

        public required string Since { get; init; }

        /// <summary>Null while it is under way.</summary>
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
