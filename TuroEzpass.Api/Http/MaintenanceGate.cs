using NodaTime;
using TuroEzpass.Api.Access;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Operations;

namespace TuroEzpass.Api.Http;

/// <summary>Marks endpoints that stay available during maintenance.</summary>
internal sealed class OpenInMaintenance
{
    public static OpenInMaintenance Mark { get; } = new();
}

/// <summary>Responds with 503 to everyone except operators during maintenance. It reads the switch at most every two seconds.</summary>
internal sealed class MaintenanceGate(MaintenanceSwitch maintenance, IClock clock) : IMiddleware
{
    private static readonly Duration Span = Duration.FromSeconds(2);
    private Known known = new(Maintenance.Open, Instant.MinValue);

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (await ReadAsync(context.RequestAborted) is { IsOn: true } closed && IsClosed(context))
        {
            context.Response.Headers.RetryAfter = "60";
            await TypedResults.Problem(
                closed.Message.Length > 0 ? closed.Message : "We're down for maintenance. No data has been lost; please try again shortly.",
                statusCode: StatusCodes.Status503ServiceUnavailable, title: "Down for maintenance", type: ProblemTypes.Maintenance).ExecuteAsync(context);
            return;
        }

        await next(context);
    }

    /// <summary>Reads the switch again at the next request.</summary>
    public void Forget() => Volatile.Write(ref known, new Known(Maintenance.Open, Instant.MinValue));

    /// <summary>Health checks and marked endpoints stay available; operators keep access.</summary>
    private static bool IsClosed(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
        && context.GetEndpoint()?.Metadata.GetMetadata<OpenInMaintenance>() is null
        && context.Features.Get<SignedIn>() is not { IsOperator: true };

    private async ValueTask<Maintenance> ReadAsync(CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        if (Volatile.Read(ref known) is var last && last.Until > now)
            return last.Value;
        var value = await maintenance.ReadAsync(cancellation);
        Volatile.Write(ref known, new Known(value, now + Span));
        return value;
    }

    private sealed record Known(Maintenance Value, Instant Until);
}
