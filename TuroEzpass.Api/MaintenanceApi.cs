using Microsoft.AspNetCore.Http.HttpResults;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Http;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Operations;

namespace TuroEzpass.Api;

/// <summary>Maintenance mode, which operators turn on and off.</summary>
internal static class MaintenanceApi
{
    private const int LongestMessage = 500;

    public static RouteGroupBuilder MapMaintenanceApi(this RouteGroupBuilder api)
    {
        var maintenance = api.MapGroup("/maintenance").WithTags("Operators").WithMetadata(OpenInMaintenance.Mark);
        maintenance.MapGet("", Get).WithName("GetMaintenance").WithSummary("Whether the system is down for maintenance.").AllowAnonymous();
        maintenance.MapPut("", Put).WithName("PutMaintenance").WithSummary("Turns maintenance mode on or off. Operators keep access.")
            .RequirePermission(Permissions.Operate).ProducesProblem(401).ProducesProblem(403);
        return api;
    }

    private static async Task<Ok<MaintenanceState>> Get(MaintenanceSwitch maintenance, CancellationToken cancellation) =>
        TypedResults.Ok(Shown(await maintenance.ReadAsync(cancellation)));

    private static async Task<Results<Ok<MaintenanceState>, ProblemHttpResult>> Put(
        TurnMaintenance turn, SignedIn who, MaintenanceSwitch maintenance, MaintenanceGate gate, CancellationToken cancellation)
    {
        if (turn.Message is { Length: > LongestMessage })
            return Problems.BadRequest($"'message' is limited to {LongestMessage} characters.");
        var now = await maintenance.TurnAsync(turn.On, turn.Message ?? "", who.Person.Name, cancellation);
        gate.Forget();
        return TypedResults.Ok(Shown(now));
    }

    private static MaintenanceState Shown(Maintenance maintenance) => new(maintenance.IsOn, maintenance.Message, maintenance.Since);
}
