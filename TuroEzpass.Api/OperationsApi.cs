using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using NodaTime.Text;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Reporting;
using TuroEzpass.Contracts;

namespace TuroEzpass.Api;

/// <summary>The system's status, for operators.</summary>
internal static class OperationsApi
{
    public static RouteGroupBuilder MapOperationsApi(this RouteGroupBuilder api)
    {
        api.MapGet("/operations", Get).WithName("GetOperations").WithTags("Operators").WithSummary("Collections and active owners by day, and the health of each component.")
            .RequirePermission(Permissions.Operate).ProducesProblem(401).ProducesProblem(403).ProducesProblem(429);
        return api;
    }

    private static async Task<Ok<Operations>> Get(RunDays runs, HealthCheckService health, CancellationToken cancellation)
    {
        var (days, parts) = (runs.GetAsync(cancellation), health.CheckHealthAsync(cancellation));
        var counted = await days;
        return TypedResults.Ok(new Operations(
            InstantPattern.General.Format(counted.At), counted.Owners, counted.Active, counted.Days,
            [.. (await parts).Entries.Select(part => new HealthPart(part.Key, part.Value.Status == HealthStatus.Healthy, part.Value.Description))]));
    }
}
