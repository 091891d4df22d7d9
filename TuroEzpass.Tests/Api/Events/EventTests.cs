using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Events;
using TuroEzpass.Api.Ledgers;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;
using TuroEzpass.Tests.Api.Uploads;

namespace TuroEzpass.Tests.Api.Events;

public sealed class EventTests
{
    /// <summary>The wait for an expected event: long, because machines may be slow; only a failing test waits this long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The wait for an event that must not come.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(2);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_current_state_is_sent_immediately_and_changes_when_they_happen()
    {
        await using var world = await ApiWorld.StartAsync("Imports:Concurrency=0");
        using var events = await ListenAsync(world.Host);
        using var second = await ListenAsync(world.CoHost);
        Assert.Equal("""{"version":""}""", (await events.NextAsync("ledger")).Data);
        await second.NextAsync("ledger");

        await world.Service<LedgerPool>().UseAsync(ApiWorld.Owner, ledger => ledger.ImportStatementAsync("nj.csv", Sending.Statement, "host", cancellation: Cancel), Cancel);

        var changed = await events.NextAsync("ledger");
        Assert.NotEqual("""{"version":""}""", changed.Data);
        Assert.Equal(changed.Data, (await second.NextAsync("ledger")).Data);
        // A later listener gets the current state.
        using var third = await ListenAsync(world.Host);
        Assert.Equal(changed.Data, (await third.NextAsync("ledger")).Data);
    }

    [Fact]
    public async Task Changes_by_another_process_are_sent_too()
    {
        await using var world = await ApiWorld.StartAsync("Imports:Concurrency=0");
        await using var other = await ApiWorld.StartEmptyAsync($"Storage:DataFolder={world.Folder}", "Imports:Concurrency=0");
        using var events = await ListenAsync(world.Host);
        await events.NextAsync("ledger");

        await other.Service<LedgerPool>().UseAsync(ApiWorld.Owner, ledger => ledger.ImportStatementAsync("nj.csv", Sending.Statement, "host", cancellation: Cancel), Cancel);
        await events.NextAsync("ledger");
        await new RunBook(other.Service<IRecordStore>(), ApiWorld.Owner).TryAddAsync(
            new Run { Id = "r1", ScrapeDate = "2026-03-31", Source = "ezpassny", Status = RunStatus.Queued, CreatedAt = "2026-03-31T10:00:00Z" }, Cancel);
        Assert.Contains("\"id\":\"r1\"", (await events.NextAsync("run")).Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_is_followed_to_its_end()
    {
        await using var world = await ApiWorld.StartAsync();
        using var events = await ListenAsync(world.Host);
        var sent = await (await world.Host.SendAsync(Sending.Form(Sending.Statement))).ImportAsync();
        while (true)
        {
            var import = JsonDocument.Parse((await events.NextAsync("import")).Data).RootElement;
            Assert.Equal(sent.Id, import.GetProperty("id").GetString());
            if (import.GetProperty("status").GetString() == "Done")
                break;
        }
    }

    [Fact]
    public async Task Another_owners_changes_are_never_seen()
    {
        await using var world = await ApiWorld.StartAsync();
        using var events = await ListenAsync(world.OtherHost);
        await events.NextAsync("ledger");
        await world.Host.EndAsync((await (await world.Host.SendAsync(Sending.Form(Sending.Statement))).ImportAsync()).Id);
        await Task.Delay(Moment, Cancel);
        Assert.False(events.TryNext(out var seen), seen?.EventType);
    }

    [Fact]
    public async Task An_owners_connections_are_limited_and_a_closed_one_frees_a_place()
    {
        await using var world = await ApiWorld.StartAsync("Imports:Concurrency=0");
        var all = new List<Listening>();
        for (var number = 0; number < 16; number++)
            all.Add(await ListenAsync(world.Host));
        using var refused = await world.Host.GetAsync(new Uri("/api/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancel);
        await refused.ProblemAsync(429);
        Assert.NotNull(refused.Headers.RetryAfter);
        using (await ListenAsync(world.OtherHost)) { }

        all[0].Dispose();
        for (var since = TimeProvider.System.GetTimestamp(); ; await Task.Delay(50, Cancel))
        {
            using var again = await world.Host.GetAsync(new Uri("/api/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancel);
            if (again.StatusCode == HttpStatusCode.OK)
                break;
            Assert.True(TimeProvider.System.GetElapsedTime(since) < Patience);
        }

        all.ForEach(each => each.Dispose());
    }

    [Fact]
    public async Task A_HEAD_request_is_answered_immediately()
    {
        await using var world = await ApiWorld.StartAsync("Imports:Concurrency=0");
        using var request = new HttpRequestMessage(HttpMethod.Head, "/api/events");
        using var answer = await world.Host.SendAsync(request, Cancel).WaitAsync(Patience, Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_connection_ends_when_the_process_stops()
    {
        // The host's own limit must not be what ends the connection.
        await using var world = await ApiWorld.StartAsync("shutdownTimeoutSeconds=3600");
        Assert.Equal(TimeSpan.FromHours(1), world.Service<IOptions<HostOptions>>().Value.ShutdownTimeout);
        using var events = await ListenAsync(world.Host);
        await events.NextAsync("ledger");
        await world.App.StopAsync(Cancel).WaitAsync(Patience, Cancel);
        await events.Ended.WaitAsync(Patience, Cancel);
    }

    [Fact]
    public async Task Heartbeats_are_sent_and_an_expired_session_receives_nothing_more()
    {
        await using var world = await ApiWorld.StartEmptyAsync(builder => builder.Services.AddSingleton(new EventTiming(TimeSpan.FromMilliseconds(300))));
        var host = await world.SignInAsync("p-host", "Holly Host", ApiWorld.Owner, Role.Host);
        using var events = await ListenAsync(host);
        await events.NextAsync("ledger");
        await events.NextAsync("idle");
        await events.NextAsync("idle");

        await world.Service<Tokens>().RevokeAsync(Secrets.Hash(host.DefaultRequestHeaders.Authorization!.Parameter!), "p-host", Cancel);
        await events.Ended.WaitAsync(Patience, Cancel);
    }

    private static async Task<Listening> ListenAsync(HttpClient client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/events");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        Assert.Equal("text/event-stream", response.EnsureSuccessStatusCode().Content.Headers.ContentType?.MediaType);
        return new Listening(response, await response.Content.ReadAsStreamAsync(Cancel));
    }

    /// <summary>A connection, read like a browser does.</summary>
    private sealed class Listening : IDisposable
    {
        private readonly Channel<SseItem<string>> items = Channel.CreateUnbounded<SseItem<string>>();
        private readonly HttpResponseMessage response;

        public Listening(HttpResponseMessage response, Stream stream)
        {
            this.response = response;
            Ended = ReadAsync(stream);
        }

        public Task Ended { get; }

        public async Task<SseItem<string>> NextAsync(string name)
        {
            using var wait = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            wait.CancelAfter(Patience);
            while (true)
            {
                var item = await items.Reader.ReadAsync(wait.Token);
                if (item.EventType == name)
                    return item;
            }
        }

        public bool TryNext(out SseItem<string>? item)
        {
            var there = items.Reader.TryRead(out var read);
            item = there ? read : null;
            return there;
        }

        public void Dispose() => response.Dispose();

        private async Task ReadAsync(Stream stream)
        {
            try
            {
                await foreach (var item in SseParser.Create(stream).EnumerateAsync(CancellationToken.None))
                    items.Writer.TryWrite(item);
            }
            catch (Exception fault) when (fault is IOException or ObjectDisposedException or OperationCanceledException)
            {
                // The test closes the connection.
            }
        }
    }
}
