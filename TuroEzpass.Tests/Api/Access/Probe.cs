using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using TuroEzpass.Api.Access;

namespace TuroEzpass.Tests.Api.Access;

/// <summary>One route for each permission. It returns its caller, so that tests can check access on its own.</summary>
internal static class Probe
{
    public static void Map(ApiWorld world)
    {
        foreach (var permission in Enum.GetValues<Permissions>().Where(permission => permission != Permissions.None))
            world.App.MapGet($"/probe/{permission}", (Caller caller) => TypedResults.Ok(new { caller.Person, caller.Name, Owner = caller.Owner.Text, Role = caller.Role.ToString(), May = (int)caller.May }))
                .RequirePermission(permission);
        world.App.MapGet("/probe/of/{userId}", (Caller caller) => TypedResults.Ok(new { Owner = caller.Owner.Text })).RequirePermission(Permissions.Runs);
        world.App.MapGet("/probe/unmarked", () => "for people who signed in");
    }
}
