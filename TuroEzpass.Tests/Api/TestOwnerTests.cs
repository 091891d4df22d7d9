using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using NodaTime;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Operations;
using TuroEzpass.Core.Storage;
using TuroEzpass.Tests.Api.Access;
using TuroEzpass.Tests.Cli.Operate;

namespace TuroEzpass.Tests.Api;

/// <summary>Test owners.</summary>
public sealed partial class TestOwnerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Any_other_owner_is_refused_and_keeps_everything()
    {
        var filled = await FilledWorld.NewAsync();
        await using var world = filled.World;
        var before = StoreFolder.CountKeys(world.Folder, "U#host#%");

        foreach (var owner in new[] { "host", "other", "nobody", "HOST", "U%23host" })
            Assert.Equal(HttpStatusCode.NotFound, (await world.Operator.DeleteAsync($"/api/test-owners/{owner}", Cancel)).StatusCode);

        Assert.True(before > 20);
        Assert.Equal(before, StoreFolder.CountKeys(world.Folder, "U#host#%"));
        Assert.Equal(HttpStatusCode.OK, (await world.Host.GetAsync("/api/claims", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Its_host_can_do_what_hosts_do_and_is_counted_nowhere()
    {
        await using var world = await ApiWorld.StartAsync();
        var made = await MakeAsync(world);
        using var signedIn = await world.Anonymous.PostAsJsonAsync("/api/sign-in", new SignInRequest(made.UserName!, made.Password!), Cancel);
        var host = world.ClientWith((await signedIn.Content.ReadFromJsonAsync<Session>(Cancel))!.Token);

        Assert.Equal(made.Owner, (await host.GetFromJsonAsync<WhoAmI>("/api/me", Cancel))!.Owners.Single().Owner);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.PostAsync("/api/test-owners", null, Cancel)).StatusCode);
        Assert.DoesNotContain(OwnerId.Parse(made.Owner), await new OwnerDirectory(world.Service<IRecordStore>()).ListAsync(Cancel));

        Assert.Equal(HttpStatusCode.NoContent, (await world.Operator.DeleteAsync($"/api/test-owners/{made.Owner}", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.GetAsync("/api/me", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await world.Anonymous.PostAsJsonAsync("/api/sign-in", new SignInRequest(made.UserName!, made.Password!), Cancel)).StatusCode);
    }

    [Fact]
    public async Task Leftovers_of_a_test_are_removed_by_the_next_one_after_an_hour()
    {
        await using var world = await ApiWorld.StartAsync();
        var left = await MakeAsync(world);
        world.Clock.Advance(Duration.FromMinutes(59));
        var second = await MakeAsync(world);
        Assert.Equal(2, (await new OwnerDirectory(world.Service<IRecordStore>()).TestsAsync(Cancel)).Count);

        world.Clock.Advance(Duration.FromMinutes(2));
        await MakeAsync(world);

        var there = (await new OwnerDirectory(world.Service<IRecordStore>()).TestsAsync(Cancel)).Select(each => each.Owner.Text).ToList();
        Assert.DoesNotContain(left.Owner, there);
        Assert.Contains(second.Owner, there);
        Assert.Equal(0, StoreFolder.CountKeys(world.Folder, $"%{left.Owner}%"));
    }

    [Fact]
    public async Task A_scripts_token_with_the_scope_Operate_is_enough()
    {
        await using var world = await ApiWorld.StartAsync();
        var made = await world.Operator.GoodAsync(HttpMethod.Post, "/api/tokens?userId=host", new { name = "smoke", scopes = new[] { "Operate" }, expiresAt = (string?)null });
        var script = world.ClientWith(made.Text("token"));

        var owner = await script.GoodAsync(HttpMethod.Post, "/api/test-owners");
        Assert.Equal(HttpStatusCode.NoContent, (await script.DeleteAsync($"/api/test-owners/{owner.Text("owner")}", Cancel)).StatusCode);
    }

    [Fact]
    public void Every_partition_of_an_owner_that_the_document_names_is_erased()
    {
        var document = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "access-patterns.md"));
        var named = OwnersPartition().Matches(document).Select(match => match.Groups[1].Value.TrimEnd('#')).Distinct(StringComparer.Ordinal).ToList();
        // Partitions whose names are derived from items, and index keys.
        string[] others =
        [
            "ROW", "TOLL", "TRIPLOG", "KIND", "IMPORTTIME", "DEVICE", "TOLLSTATE", "TRIPSTART", "TRIPVEHICLE", "VEHICLE", "CLAIMSTATE", "CLAIMTRIP", "RUNSTATE", "RUNENDED", "UPLOADTIME",
        ];

        Assert.Contains("FACT", named);
        Assert.Empty(named.Except(OwnerEraser.Fixed).Except(others));
    }

    private static async Task<TestOwner> MakeAsync(ApiWorld world)
    {
        using var made = await world.Operator.PostAsync("/api/test-owners", null, Cancel);
        return (await made.Content.ReadFromJsonAsync<TestOwner>(Cancel))!;
    }

    [GeneratedRegex(@"U#o#([A-Z]+)")]
    private static partial Regex OwnersPartition();
}
