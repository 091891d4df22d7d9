using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Testing;
using TuroEzpass.Api;
using TuroEzpass.Api.Access;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Tests.Api;

/// <summary>The running API: over HTTP on a free port of this machine, on SQLite and files in a temporary folder, with users.</summary>
public sealed class ApiWorld : IAsyncDisposable
{
    private readonly List<HttpClient> clients = [];

    private ApiWorld(WebApplication app, FakeClock clock, string folder)
    {
        (App, Clock, Folder) = (app, clock, folder);
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    /// <summary>The owner of <see cref="Host"/> and <see cref="CoHost"/>.</summary>
    public static OwnerId Owner { get; } = OwnerId.Parse("host");

    /// <summary>The owner of <see cref="OtherHost"/>.</summary>
    public static OwnerId OtherOwner { get; } = OwnerId.Parse("other");

    /// <summary>The portals that a collector has published.</summary>
    public static IReadOnlyList<PortalListing> Portals { get; } =
    [
        new("ezpassny", "E-ZPass New York", "www.e-zpassny.com", PortalKind.Tolls, ByPerson: false, "Its selectors are from public projects of 2026.", IsVerified: false),
        new("turo", "Turo", "turo.com", PortalKind.Trips, ByPerson: true, "Its pages are as public projects describe them.", IsVerified: false),
    ];

    public WebApplication App { get; }

    /// <summary>Moved by hand; starts at the current time.</summary>
    public FakeClock Clock { get; }

    /// <summary>The data folder.</summary>
    public string Folder { get; }

    public Uri Address { get; }

    /// <summary>Not signed in.</summary>
    public HttpClient Anonymous => ClientWith(null);

    public HttpClient Host { get; private set; } = null!;

    public HttpClient CoHost { get; private set; } = null!;

    /// <summary>An operator who belongs to no owner.</summary>
    public HttpClient Operator { get; private set; } = null!;

    /// <summary>Host of another owner.</summary>
    public HttpClient OtherHost { get; private set; } = null!;

    /// <summary>The API with a host, a co-host, an operator and another owner's host, signed in.</summary>
    /// <param name="settings">More configuration, as <c>Key=value</c>; a later value wins.</param>
    public static async Task<ApiWorld> StartAsync(params string[] settings)
    {
        var world = await StartEmptyAsync(settings);
        world.Host = await world.SignInAsync("p-host", "Holly Host", Owner, Role.Host);
        world.CoHost = await world.SignInAsync("p-cohost", "Cora Co-host", Owner, Role.CoHost);
        world.OtherHost = await world.SignInAsync("p-other", "Otto Other", OtherOwner, Role.Host);
        world.Operator = await world.SignInAsync("p-operator", "Opal Operator", null, Role.Operator);
        return world;
    }

    /// <summary>The API before it is set up.</summary>
    /// <param name="settings">More configuration, as <c>Key=value</c>; a later value wins.</param>
    public static Task<ApiWorld> StartEmptyAsync(params string[] settings) => StartEmptyAsync(null, settings);

    /// <summary>The same, with changes to the builder.</summary>
    /// <param name="configure">Changes it before the API adds its services.</param>
    /// <param name="settings">More configuration, as <c>Key=value</c>; a later value wins.</param>
    public static async Task<ApiWorld> StartEmptyAsync(Action<WebApplicationBuilder>? configure, params string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("turoezpass-test-").FullName;
        var clock = new FakeClock(SystemClock.Instance.GetCurrentInstant());
        string[] usual =
        [
            "urls=http://127.0.0.1:0", "Storage:Engine=Local", $"Storage:DataFolder={folder}", "Auth:Mode=Local", "Auth:SignInsPerMinute=1000",
            "Logging:LogLevel:Default=Warning",
        ];
        var app = ApiHost.Build(
            [.. usual.Concat(settings).GroupBy(setting => setting.Split('=')[0]).Select(same => $"--{same.Last()}")],
            builder =>
            {
                builder.Services.AddSingleton<IClock>(clock);
                configure?.Invoke(builder);
            });
        await app.StartAsync(TestContext.Current.CancellationToken);
        // As a collector does at its start.
        await new PortalBook(app.Services.GetRequiredService<IRecordStore>()).ReplaceAsync(Portals, TestContext.Current.CancellationToken);
        return new ApiWorld(app, clock, folder);
    }

    /// <summary>A client that sends this token.</summary>
    public HttpClient ClientWith(string? token)
    {
        var client = new HttpClient { BaseAddress = Address };
        if (token is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        clients.Add(client);
        return client;
    }

    /// <summary>Creates a user who belongs to an owner, and signs them in.</summary>
    public async Task<HttpClient> SignInAsync(string id, string name, OwnerId? owner, Role role)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var (people, members) = (Service<People>(), Service<Members>());
        var person = new Person(id, name) { Owners = owner is { } its ? [its.Text] : [], Operator = role == Role.Operator };
        await people.AddAsync(person, cancellation);
        if (owner is { } joined)
        {
            await members.AddOwnerAsync(joined, cancellation);
            await members.ChangeAsync(
                joined,
                there => (there with { People = [.. there.People, new Member(id, name, role, Clock.GetCurrentInstant().ToDateTimeOffset())] }, MemberChange.Made),
                null,
                cancellation);
        }

        return ClientWith((await Service<Sessions>().BeginAsync(id, cancellation))!.Token);
    }

    /// <summary>A service of the API.</summary>
    public T Service<T>()
        where T : notnull => App.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        foreach (var client in clients)
            client.Dispose();
        await App.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
