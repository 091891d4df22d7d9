using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using OpenTelemetry.Trace;
using TuroEzpass.Api.Access;
using TuroEzpass.Contracts;

namespace TuroEzpass.Tests.Api.Access;

/// <summary>Passwords, tokens and codes appear only where they are issued.</summary>
public sealed class SecretsTests
{
    [Fact]
    public async Task No_secret_gets_into_logs_traces_problems_or_the_store()
    {
        using var log = new Everything();
        var traces = new List<Activity>();
        await using var world = await ApiWorld.StartEmptyAsync(
            builder =>
            {
                builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Trace);
                builder.Services.AddOpenTelemetry().WithTracing(tracing => tracing.AddInMemoryExporter(traces));
            },
            // Without an endpoint a host records no traces. Nothing listens at this one.
            "Logging:LogLevel:Default=Trace", "OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:1");
        var (password, wrong, problems) = ("planted-right-password", "planted-wrong-password", "");
        var setUp = await world.Service<SetUp>().PrepareAsync(TestContext.Current.CancellationToken);
        await SayAsync(world.Anonymous, "/api/sign-in/set-up", new { secret = "planted-set-up", userName = "hana", password, name = "Hana" });
        await SayAsync(world.Anonymous, "/api/sign-in/set-up", new { secret = setUp, userName = "hana", password, name = "Hana" });
        await SayAsync(world.Anonymous, "/api/sign-in", new { userName = "hana", password = wrong });
        await SayAsync(world.Anonymous, "/api/sign-in", new { userName = wrong, password = wrong });
        var session = (await world.Anonymous.GoodAsync(HttpMethod.Post, "/api/sign-in", new { userName = "hana", password })).Text("token");
        var host = world.ClientWith(session);
        var token = (await host.GoodAsync(HttpMethod.Post, "/api/tokens", new { name = "script", scopes = new[] { "Read" } })).Text("token");
        await SayAsync(world.ClientWith(token), "/api/members/invitations", new { role = "CoHost" });
        var code = (await host.GoodAsync(HttpMethod.Post, "/api/members/invitations", new { role = "CoHost" })).Text("code");
        await SayAsync(world.Anonymous, "/api/members/accept", new { code, userName = "nina", password = "short" });
        await SayAsync(world.Anonymous, "/api/members/accept", new { code, userName = "nina", password });
        await SayAsync(world.Anonymous, "/api/members/accept", new { code, userName = "nina", password });
        await SayAsync(world.ClientWith("tez_planted-token"), "/api/sign-in/password", new { userName = "hana", current = password, @new = password });

        await world.App.StopAsync(TestContext.Current.CancellationToken);
        // Spans of tests that run in parallel arrive here too, until now.
        world.Service<TracerProvider>().Shutdown();
        var traced = string.Join('\n', traces.SelectMany(trace => trace.TagObjects.Select(tag => $"{tag.Key}={tag.Value}").Append(trace.DisplayName)));
        var kept = new System.Text.StringBuilder();
        foreach (var file in Directory.EnumerateFiles(world.Folder, "*", SearchOption.AllDirectories))
            kept.Append(System.Text.Encoding.Latin1.GetString(await ReadSharedAsync(file)));
        Assert.NotEmpty(log.Lines);
        Assert.NotEmpty(traced);
        foreach (var (place, text) in new[] { ("log", string.Join('\n', log.Lines)), ("traces", traced), ("problems", problems), ("store", kept.ToString()) })
        {
            foreach (var secret in new[] { password, wrong, setUp!, session, token, code, "planted-set-up", "tez_planted-token" })
                Assert.False(text.Contains(secret, StringComparison.Ordinal), $"A secret is in the {place}.");
        }

        async Task SayAsync(HttpClient client, string path, object body)
        {
            var (status, answer) = await client.CallAsync(HttpMethod.Post, path, body);
            if (status >= HttpStatusCode.BadRequest)
                problems += $"{answer}\n";
        }
    }

    [Fact]
    public void A_request_with_a_secret_prints_nothing_of_it()
    {
        var now = DateTimeOffset.UnixEpoch;
        object[] carriers =
        [
            new SetUpRequest("planted", "u", "planted", "n"), new SignInRequest("u", "planted"), new PasswordChange("u", "planted", "planted"), new Session("planted", now),
            new MadeToken("planted", new TokenInfo("id", "name", "owner", [], now, now, null)), new OneTimeCode("planted", now), new AcceptInvitation("planted", "u", "planted", "n"),
            new DemoSignIn("demo", "planted"),
        ];
        Assert.All(carriers, carrier => Assert.DoesNotContain("planted", carrier.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_value_changed_during_a_read_is_not_cached()
    {
        var cache = new ShortCache<string>(SystemClock.Instance);
        var reading = new TaskCompletionSource<string?>();
        var first = cache.GetAsync("key", () => reading.Task);
        cache.Forget("key");
        reading.SetResult("old");
        Assert.Equal("old", await first);
        Assert.Equal("new", await cache.GetAsync("key", () => Task.FromResult<string?>("new")));
        Assert.Equal("new", await cache.GetAsync("key", () => Task.FromResult<string?>("newer")));
    }

    private static async Task<byte[]> ReadSharedAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, TestContext.Current.CancellationToken);
        return bytes.ToArray();
    }

    /// <summary>Collects every line with its values and scopes.</summary>
    private sealed class Everything : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Lines.Enqueue($"{state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Lines.Enqueue($"{formatter(state, exception)} {exception}");
            if (state is IEnumerable<KeyValuePair<string, object?>> values)
                Lines.Enqueue(string.Join(' ', values.Select(value => $"{value.Key}={value.Value}")));
        }

        public void Dispose()
        {
        }
    }
}
