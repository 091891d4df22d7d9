using System.Globalization;
using System.Threading.RateLimiting;
using TuroEzpass.Api.Access;

namespace TuroEzpass.Api.Http;

/// <summary>Limits the requests of each person.</summary>
public static class RateLimits
{
    /// <summary>For expensive requests: only a few at a time per person.</summary>
    public const string Heavy = "heavy";

    private const int HeavyAtOnce = 2;
    private const int HeavyWaiting = 8;

    /// <summary>Adds a limit per person, or per IP address for callers who are not signed in.</summary>
    public static IServiceCollection AddRateLimits(this IServiceCollection services, ApiOptions options) => services.AddRateLimiter(limiter =>
    {
        ArgumentNullException.ThrowIfNull(options);
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetTokenBucketLimiter(Who(context), _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.Burst,
            TokensPerPeriod = options.RequestsPerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            AutoReplenishment = true,
        }));
        limiter.AddPolicy(Heavy, context => RateLimitPartition.GetConcurrencyLimiter(Who(context), _ => new ConcurrencyLimiterOptions { PermitLimit = HeavyAtOnce, QueueLimit = HeavyWaiting }));
        limiter.OnRejected = async (rejected, _) =>
        {
            var after = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var time) ? time : TimeSpan.FromSeconds(1);
            rejected.HttpContext.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            await Problems.Of(StatusCodes.Status429TooManyRequests, "Too many requests", "Wait for the number of seconds in the Retry-After header, then try again.").ExecuteAsync(rejected.HttpContext);
        };
    });

    private static string Who(HttpContext context) =>
        context.Features.Get<SignedIn>()?.Person.Id ?? $"address {context.Connection.RemoteIpAddress}";
}
