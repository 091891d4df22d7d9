using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Ledgers;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Tests.Api;
using TuroEzpass.Tests.Ledger;
using TuroEzpass.Web;

namespace TuroEzpass.Tests.Web;

/// <summary>The running dashboard with its own API, over HTTP on free ports, on one data folder; with a host who can sign in.</summary>
public sealed class WebWorld : IAsyncDisposable
{
    public const string UserName = "hana";
    public const string Password = "correct horse battery";
    private readonly List<WebApplication> webs = [];

    private WebWorld(ApiWorld api) => Api = api;

    public ApiWorld Api { get; }

    /// <summary>The first replica's address.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>The dashboard and its API, with a host who can sign in with <see cref="UserName"/> and <see cref="Password"/>.</summary>
    /// <param name="settings">More configuration of the API, as <c>Key=value</c>.</param>
    public static async Task<WebWorld> StartAsync(params string[] settings)
    {
        var world = await StartEmptyAsync(settings);
        var secret = await world.Api.Service<SetUp>().PrepareAsync(Cancel);
        Assert.True(await world.Api.Service<SetUp>().RedeemAsync(secret!, UserName, Password, "Hana Host", Cancel));
        return world;
    }

    /// <summary>The dashboard before it is set up.</summary>
    /// <param name="settings">More configuration of the API, as <c>Key=value</c>.</param>
    public static async Task<WebWorld> StartEmptyAsync(params string[] settings)
    {
        var world = new WebWorld(await ApiWorld.StartEmptyAsync(settings));
        world.Address = await world.StartReplicaAsync();
        return world;
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Starts another replica with the same API and store.</summary>
    /// <param name="settings">More configuration of it, as <c>Key=value</c>.</param>
    public async Task<Uri> StartReplicaAsync(params string[] settings)
    {
        string[] usual =
        [
            "urls=http://127.0.0.1:0", "Storage:Engine=Local", $"Storage:DataFolder={Api.Folder}", $"Web:Api={Api.Address}", "Logging:LogLevel:Default=Warning",
        ];
        var app = WebHost.Build(
            [.. usual.Concat(settings).GroupBy(setting => setting.Split('=')[0]).Select(same => $"--{same.Last()}")],
            builder => builder.Services.AddSingleton<IClock>(Api.Clock));
        await app.StartAsync(Cancel);
        webs.Add(app);
        return new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    /// <summary>Imports files, adds a decision and claims, so that pages have something to show: a claim that waits for its guest, one that is ready, one
    /// toll that no one owes, and an unassigned tag.</summary>
    public Task FillAsync() => Api.Service<LedgerPool>().UseAsync(SetUp.FirstOwner, async ledger =>
    {
        var today = Api.Clock.GetCurrentInstant().InUtc().Date;
        await ledger.ImportTripsAsync(LedgerSample.TripsName, WebSample.Trips(today), "Hana Host", Cancel);
        await ledger.ImportStatementAsync("nj.csv", WebSample.Statement(today), "Hana Host", cancellation: Cancel);
        var drafts = ledger.State.Drafts(new(), today);
        foreach (var draft in drafts.Take(2))
            await ledger.ApproveClaimAsync(draft.Id, "Hana Host", cancellation: Cancel);
        foreach (var draft in drafts.Take(2))
            await ledger.MoveClaimAsync(draft.Id, LedgerClaimState.Sent, "Sent in the app", "Hana Host", cancellation: Cancel);
        await ledger.MoveClaimAsync(drafts[0].Id, LedgerClaimState.Paid, null, "Hana Host", cancellation: Cancel);
        return true;
    }, Cancel);

    /// <summary>A client with cookies that follows no redirects.</summary>
    public WebVisitor Visitor(Uri? address = null) => new(address ?? Address);

    public async ValueTask DisposeAsync()
    {
        foreach (var web in webs)
            await web.DisposeAsync();
        await Api.DisposeAsync();
    }
}
