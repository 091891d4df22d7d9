using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Net.Http.Headers;
using NodaTime;
using TuroEzpass.Api.Access;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api.Http;

/// <summary>Caches responses that depend only on an owner's ledger. They stay valid until the ledger changes, so they are stored
/// in serialized form under the ledger's version, and a client that has the current one gets 304.</summary>
public sealed class AnswerCache(IRecordStore records, IClock clock) : IDisposable
{
    private const int MostBytes = 32 * 1024 * 1024;
    private const int MostBytesOfOne = 512 * 1024;

    /// <summary>Days left and "ready" depend on the day in the owner's zone, which begins at a full or half hour (UTC).</summary>
    private static readonly long Span = TimeSpan.FromMinutes(30).Ticks;

    private readonly ConcurrentDictionary<object, Task<Answer?>> making = new();
    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = MostBytes });

    /// <summary>The endpoint filter.</summary>
    public async ValueTask<object?> AnswerAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        ArgumentNullException.ThrowIfNull(invocation);
        ArgumentNullException.ThrowIfNull(next);
        var context = invocation.HttpContext;
        if (context.Features.Get<Caller>() is not { } caller)
            return await next(invocation);
        var version = await new LedgerReader(records, caller.Owner).VersionAsync(context.RequestAborted);
        var span = clock.GetCurrentInstant().ToUnixTimeTicks() / Span;
        var key = (caller.Owner, version, span, context.Request.Path.Value, context.Request.QueryString.Value);
        if (!cache.TryGetValue(key, out Answer? answer))
            answer = await OnceAsync(key, async () => await MakeAsync(context, await next(invocation), key, $"\"{version}.{span:x}\""), context.RequestAborted);
        if (answer!.Status != StatusCodes.Status200OK)
            return new Sent(answer);
        context.Response.Headers.ETag = answer.ETag;
        context.Response.Headers.CacheControl = "private, no-cache";
        return IsKnown(context.Request, answer.ETag) ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : new Sent(answer);
    }

    /// <inheritdoc />
    public void Dispose() => cache.Dispose();

    /// <summary>Whether the client has the current version. A weak comparison, because proxies that compress weaken tags.</summary>
    private static bool IsKnown(HttpRequest request, string tag) =>
        request.Headers.IfNoneMatch is { Count: > 0 } given
        && EntityTagHeaderValue.TryParseList(given, out var tags)
        && tags.Any(one => one == EntityTagHeaderValue.Any || one.Compare(new EntityTagHeaderValue(tag), useStrongComparison: false));

    /// <summary>Of several requests for the same response, one creates it and the others wait: after a change of the ledger, all clients ask again.</summary>
    private async Task<Answer> OnceAsync(object key, Func<Task<Answer>> make, CancellationToken cancellation)
    {
        var made = new TaskCompletionSource<Answer?>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (making.GetOrAdd(key, made.Task) is var other && other != made.Task && await other.WaitAsync(cancellation) is { } shared)
            return shared;
        Answer? answer = null;
        try
        {
            answer = await make();
            return answer;
        }
        finally
        {
            // Do not share exceptions or error responses with other requests.
            making.TryRemove(KeyValuePair.Create(key, made.Task));
            made.TrySetResult(answer is { Status: StatusCodes.Status200OK } ? answer : null);
        }
    }

    private async Task<Answer> MakeAsync(HttpContext context, object? result, object key, string usualTag)
    {
        var body = context.Response.Body;
        using var written = new MemoryStream();
        context.Response.Body = written;
        try
        {
            if (result is IResult typed)
                await typed.ExecuteAsync(context);
        }
        finally
        {
            context.Response.Body = body;
        }

        var tag = context.Response.Headers.ETag.ToString() is { Length: > 0 } own ? own : usualTag;
        var answer = new Answer(context.Response.StatusCode, context.Response.ContentType, tag, written.ToArray());
        if (answer.Status == StatusCodes.Status200OK && answer.Body.Length <= MostBytesOfOne)
            cache.Set(key, answer, new MemoryCacheEntryOptions { Size = answer.Body.Length + 512, SlidingExpiration = TimeSpan.FromMinutes(2) });
        return answer;
    }

    private sealed record Answer(int Status, string? ContentType, string ETag, byte[] Body);

    private sealed class Sent(Answer answer) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = answer.Status;
            httpContext.Response.ContentType = answer.ContentType;
            httpContext.Response.ContentLength = answer.Body.Length;
            await httpContext.Response.Body.WriteAsync(answer.Body, httpContext.RequestAborted);
        }
    }
}

/// <summary>Enables the cache for endpoints.</summary>
public static class AnswerCaching
{
    /// <summary>Caches these endpoints' responses, which must depend only on the owner's ledger, the path, the query and the day.</summary>
    public static TBuilder KeepAnswers<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.AddEndpointFilter(async (invocation, next) =>
            await invocation.HttpContext.RequestServices.GetRequiredService<AnswerCache>().AnswerAsync(invocation, next));
        return builder;
    }
}
