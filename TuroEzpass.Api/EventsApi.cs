using System.Diagnostics;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Events;
using TuroEzpass.Api.Http;
using TuroEzpass.Contracts;

namespace TuroEzpass.Api;

/// <summary>Streams changes to an owner's ledger, imports and runs.</summary>
internal static class EventsApi
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>Maps <c>/events</c>.</summary>
    public static RouteGroupBuilder MapEventsApi(this RouteGroupBuilder api)
    {
        api.MapGet("/events", Listen).WithName("Events").WithTags("Events").WithSummary("Server-sent events: ledger, import, run, idle. Sends the current state first, then each change.")
            .Produces(200, contentType: "text/event-stream").RequirePermission(Permissions.Read).DisableRequestTimeout().ProducesProblem(401).ProducesProblem(403).ProducesProblem(429);
        return api;
    }

    private static IResult Listen(HttpContext context, Caller caller, SignedIn who, OwnerWatches watches, Tokens tokens, Members members, EventTiming timing, IHostApplicationLifetime lifetime)
    {
        // A HEAD request must not wait for a body that never ends.
        if (ReferenceEquals(context.Response.Body, Stream.Null))
            return TypedResults.Ok();
        if (watches.Listen(caller.Owner) is not { } listener)
        {
            context.Response.Headers.RetryAfter = "30";
            return Problems.Of(StatusCodes.Status429TooManyRequests, "Too many connections", $"Each owner can have {OwnerWatches.MostListeners} event connections at a time. Close one and try again.");
        }

        var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        end.CancelAfter(Longest);
        context.Response.RegisterForDispose(listener);
        context.Response.RegisterForDispose(end);
        return TypedResults.ServerSentEvents(TellAsync(listener, timing.BetweenSigns, MayStillAsync, end.Token));

        async Task<bool> MayStillAsync() =>
            (who.TokenId is not { } token || await tokens.FindAsync(token, end.Token) is not null)
            && (await members.FindAsync(caller.Owner, end.Token)).Find(caller.Person) is not null;
    }

    private static async IAsyncEnumerable<SseItem<object>> TellAsync(
        OwnerWatches.Listener listener, TimeSpan betweenSigns, Func<Task<bool>> mayStill, [EnumeratorCancellation] CancellationToken end)
    {
        var checkedAt = Stopwatch.GetTimestamp();
        while (true)
        {
            var change = await NextAsync(listener, betweenSigns, end);
            if (end.IsCancellationRequested)
                yield break;
            if (Stopwatch.GetElapsedTime(checkedAt) >= betweenSigns)
            {
                if (!await mayStill())
                    yield break;
                checkedAt = Stopwatch.GetTimestamp();
            }

            yield return change is null ? new SseItem<object>("", EventNames.Idle) : new SseItem<object>(change.Data, change.Name);
        }
    }

    /// <summary>The next change; null after a quiet interval, or when the stream ends.</summary>
    private static async Task<Change?> NextAsync(OwnerWatches.Listener listener, TimeSpan betweenSigns, CancellationToken end)
    {
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(end);
        wait.CancelAfter(betweenSigns);
        try
        {
            return await listener.Changes.ReadAsync(wait.Token);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
