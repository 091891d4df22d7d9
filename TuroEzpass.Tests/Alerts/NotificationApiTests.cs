using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Alerts;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Alerts;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;
using TuroEzpass.Tests.Api;
using TuroEzpass.Tests.Api.Access;

namespace TuroEzpass.Tests.Alerts;

/// <summary>Notifications and alerts over HTTP, with a running Slack stand-in and mail server.</summary>
public sealed class NotificationApiTests
{
    private const string HookSecret = "T00/B00/hook-secret-4711";
    private const string PagerSecret = "pager-secret-4711";

    private static readonly NotificationChange All = new(true, true, true, true, true);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_webhook_is_stored_and_used_but_never_returned()
    {
        await using var hooks = await HookServer.StartAsync();
        await using var world = await StartAsync(hooks, null);
        var host = await world.SignInAsync("p-h", "Holly", ApiWorld.Owner, Role.Host);
        Assert.Equal(HttpStatusCode.BadRequest, await host.StatusAsync(HttpMethod.Post, "/api/notifications/test", new { channel = "Webhook" }));

        var stored = await host.GoodAsync(HttpMethod.Put, "/api/notifications", All with { Webhook = $"{hooks.Address}services/{HookSecret}" }, "*");
        Assert.Equal("localhost", stored.Text("webhookHost"));
        Assert.DoesNotContain(HookSecret, stored.ToString(), StringComparison.Ordinal);
        // Fields that are left out keep their values.
        await host.GoodAsync(HttpMethod.Put, "/api/notifications", All, "*");
        Assert.True((await host.GoodAsync(HttpMethod.Post, "/api/notifications/test", new { channel = "Webhook" })).GetProperty("sent").GetBoolean());
        var (path, body) = Assert.Single(hooks.Posted);
        Assert.Equal($"/services/{HookSecret}", path);
        Assert.StartsWith("*TEST:", body.Text("text"), StringComparison.Ordinal);
        Assert.DoesNotContain(HookSecret, (await host.GoodAsync(HttpMethod.Get, "/api/notifications")).ToString(), StringComparison.Ordinal);

        Assert.Equal("", (await host.GoodAsync(HttpMethod.Put, "/api/notifications", All with { Webhook = "" }, "*")).Text("webhookHost"));
        Assert.IsType<CredentialRead.Missing>(await world.Service<ICredentialStore>().ReadCredentialsAsync(ApiWorld.Owner, NoticeBook.WebhookSecret, Cancel));
    }

    [Fact]
    public async Task Test_messages_are_rate_limited()
    {
        await using var hooks = await HookServer.StartAsync();
        await using var world = await StartAsync(hooks, null);
        var host = await world.SignInAsync("p-h", "Holly", ApiWorld.Owner, Role.Host);
        await host.GoodAsync(HttpMethod.Put, "/api/notifications", All with { Webhook = $"{hooks.Address}x" }, "*");
        for (var each = 0; each < TestSends.Most; each++)
            await host.GoodAsync(HttpMethod.Post, "/api/notifications/test", new { channel = "Webhook" });
        Assert.Equal(HttpStatusCode.TooManyRequests, await host.StatusAsync(HttpMethod.Post, "/api/notifications/test", new { channel = "Webhook" }));
        Assert.Equal(TestSends.Most, hooks.Posted.Count);
    }

    [Fact]
    public async Task An_alert_is_listed_acknowledged_once_and_shows_what_was_sent()
    {
        await using var hooks = await HookServer.StartAsync();
        await using var mail = await MailServer.StartAsync();
        await using var world = await StartAsync(hooks, mail);
        world.Clock.Reset(Instant.FromUtc(2026, 4, 1, 16, 0));
        var (host, coHost, other) = (await world.SignInAsync("p-h", "Holly", ApiWorld.Owner, Role.Host), await world.SignInAsync("p-c", "Cora", ApiWorld.Owner, Role.CoHost), await world.SignInAsync("p-o", "Otto", ApiWorld.OtherOwner, Role.Host));
        await host.GoodAsync(HttpMethod.Put, "/api/notifications", All with { Email = "ann@example.com" }, "*");
        await new AccountBook(world.Service<IRecordStore>(), ApiWorld.Owner).ChangeAsync("ezpassny", account => account with { LastReason = Core.Runs.RunReason.ChallengeShown }, Cancel);
        await world.App.Services.GetServices<IHostedService>().OfType<AlertService>().Single().RoundAsync(Cancel);

        Assert.Contains("Subject: E-ZPass New York asks for a code", (await mail.NextAsync()).Raw, StringComparison.Ordinal);
        var open = Assert.Single((await coHost.GoodAsync(HttpMethod.Get, "/api/alerts")).GetProperty("open").EnumerateArray());
        Assert.Equal(("needs-sign-in", "Open", "Sent"), (open.Text("rule"), open.Text("stage"), open.GetProperty("sent")[0].Text("state")));
        Assert.Empty((await other.GoodAsync(HttpMethod.Get, "/api/alerts")).GetProperty("open").EnumerateArray());
        var path = $"/api/alerts/{open.Text("id")}/acknowledge";
        Assert.Equal(HttpStatusCode.NotFound, await other.StatusAsync(HttpMethod.Post, path));
        Assert.Equal("Cora", (await coHost.GoodAsync(HttpMethod.Post, path)).Text("acknowledgedBy"));
        Assert.Equal("Cora", (await host.GoodAsync(HttpMethod.Post, path)).Text("acknowledgedBy"));
    }

    [Fact]
    public async Task No_secret_and_no_address_of_a_webhook_reaches_the_logs_or_an_answer()
    {
        await using var hooks = await HookServer.StartAsync();
        await using var mail = await MailServer.StartAsync();
        var lines = new Lines();
        await using var world = await StartAsync(hooks, mail, builder => builder.Logging.AddProvider(lines), "Logging:LogLevel:Default=Trace", $"Notify:Operators:PagerDutyKey={PagerSecret}", $"Notify:Operators:PagerDutyUrl={hooks.Address}", "Notify:Operators:Email:0=ops@example.com", "Notify:Smtp:Password=wrong-mail-secret");
        var (host, opal) = (await world.SignInAsync("p-h", "Holly", ApiWorld.Owner, Role.Host), await world.SignInAsync("p-x", "Opal", null, Role.Operator));
        await host.GoodAsync(HttpMethod.Put, "/api/notifications", All with { Email = "ann@example.com", Webhook = $"{hooks.Address}services/{HookSecret}" }, "*");
        var answers = new List<string>();
        foreach (var status in new[] { 200, 404, 503 })
        {
            hooks.Status = status;
            answers.Add((await host.GoodAsync(HttpMethod.Post, "/api/notifications/test", new { channel = "Webhook" })).ToString());
            answers.Add((await opal.GoodAsync(HttpMethod.Post, "/api/operations/alerts/test", new { channel = "PagerDuty" })).ToString());
        }

        answers.Add((await host.GoodAsync(HttpMethod.Post, "/api/notifications/test", new { channel = "Email" })).ToString());
        answers.Add((await opal.GoodAsync(HttpMethod.Get, "/api/operations/alerts")).ToString());
        answers.Add((await host.CallAsync(HttpMethod.Put, "/api/notifications", All with { Webhook = $"https://evil.example/{HookSecret}" }, "*")).Body.ToString()!);
        await new AccountBook(world.Service<IRecordStore>(), ApiWorld.Owner).ChangeAsync("ezpassny", account => account with { LastReason = Core.Runs.RunReason.SiteDown }, Cancel);
        await world.App.Services.GetServices<IHostedService>().OfType<AlertService>().Single().RoundAsync(Cancel);

        Assert.Contains("rejected this system’s user name or password", string.Join('\n', answers), StringComparison.Ordinal);
        Assert.NotEmpty(lines.All);
        foreach (var text in answers.Concat(lines.All))
        {
            foreach (var secret in new[] { HookSecret, "hook-secret", PagerSecret, "wrong-mail-secret" })
                Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Notify:AllowLoopback=true", "development only")]
    [InlineData("Notify:Smtp:Host=mail.example.com", "Notify:Smtp:From")]
    [InlineData("Notify:Operators:Slack=http://hooks.slack.com/x", "Notify:Operators:Slack")]
    [InlineData("Notify:HookHosts:0=10.0.0.1", "Notify:HookHosts")]
    [InlineData("Notify:Operators:QuietFrom=22:00", "QuietTo")]
    [InlineData("Notify:Interval=00:00:00", "Notify:Interval")]
    public async Task An_invalid_configuration_stops_the_start_with_a_reason(string setting, string said)
    {
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => ApiWorld.StartEmptyAsync(setting));
        Assert.Contains(said, fault.ToString(), StringComparison.Ordinal);
    }

    private static Task<ApiWorld> StartAsync(HookServer hooks, MailServer? mail, Action<WebApplicationBuilder>? configure = null, params string[] settings)
    {
        string[] smtp = mail is null ? [] : ["Notify:Smtp:Host=127.0.0.1", $"Notify:Smtp:Port={mail.Port}", "Notify:Smtp:User=mailer", $"Notify:Smtp:Password={MailServer.Password}", "Notify:Smtp:From=tolls@example.com"];
        return ApiWorld.StartEmptyAsync(
            builder =>
            {
                builder.Services.AddSingleton(hooks.Transport());
                if (mail is not null)
                    builder.Services.AddSingleton(provider => new TuroEzpass.Api.Alerts.Channels.MailSender(provider.GetRequiredService<Microsoft.Extensions.Options.IOptions<NotifyOptions>>().Value.Smtp, (_, certificate, _, _) => certificate is not null));
                configure?.Invoke(builder);
            },
            [.. smtp, .. settings]);
    }

    /// <summary>Collects everything that is logged, with exceptions and scopes.</summary>
    private sealed class Lines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> All { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            All.Enqueue(state.ToString() ?? "");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => All.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
