using System.Net;
using TuroEzpass.Api.Alerts.Channels;

namespace TuroEzpass.Tests.Alerts;

/// <summary>Which addresses webhooks may have.</summary>
public sealed class HookTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("198.18.0.1")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::127.0.0.1")]
    [InlineData("fe80::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fc00::1")]
    [InlineData("ff02::1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2001:0:7f00:1::")]
    [InlineData("64:ff9b::7f00:1")]
    public async Task A_private_address_receives_nothing_under_any_name(string address)
    {
        Assert.False(PublicAddress.Is(IPAddress.Parse(address)));
        using var transport = new HookTransport(["hooks.slack.com"], allowLoopback: false, (_, _) => Task.FromResult(new[] { IPAddress.Parse(address) }), null);
        var failed = Assert.IsType<SendResult.Failed>(await transport.PostAsync(new Uri("https://hooks.slack.com/services/secret"), new { text = "x" }, cancellation: Cancel));
        Assert.True(failed.IsFinal);
        Assert.Equal("hooks.slack.com resolves to an address of a private network, so nothing was sent.", failed.Error);
    }

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.32.0.1")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("2606:4700::1111")]
    public void A_public_address_is_recognized(string address) => Assert.True(PublicAddress.Is(IPAddress.Parse(address)));

    [Fact]
    public async Task One_private_answer_among_public_ones_is_refused()
    {
        using var transport = new HookTransport(["hooks.slack.com"], allowLoopback: false, (_, _) => Task.FromResult(new[] { IPAddress.Parse("8.8.8.8"), IPAddress.Parse("10.0.0.1") }), null);
        Assert.True(Assert.IsType<SendResult.Failed>(await transport.PostAsync(new Uri("https://hooks.slack.com/x"), new { }, cancellation: Cancel)).IsFinal);
    }

    [Theory]
    [InlineData("http://hooks.slack.com/x")]
    [InlineData("https://user:word@hooks.slack.com/x")]
    [InlineData("https://hooks.slack.com.evil.example/x")]
    [InlineData("https://evil.example/hooks.slack.com")]
    [InlineData("https://hooks.slack.com:8443/x")]
    [InlineData("https://127.0.0.1/x")]
    [InlineData("https://[::1]/x")]
    [InlineData("https://2130706433/x")]
    [InlineData("https://0x7f.1/x")]
    [InlineData("file:///etc/passwd")]
    public async Task Only_https_to_a_listed_host_on_the_default_port_is_accepted(string address)
    {
        var asked = 0;
        using var transport = new HookTransport(["hooks.slack.com"], allowLoopback: false, (_, _) => { asked++; return Task.FromResult(new[] { IPAddress.Loopback }); }, null);
        Assert.NotNull(transport.Refusal(new Uri(address)));
        Assert.True(Assert.IsType<SendResult.Failed>(await transport.PostAsync(new Uri(address), new { }, cancellation: Cancel)).IsFinal);
        Assert.Equal(0, asked);
        Assert.Null(transport.Refusal(new Uri("https://HOOKS.slack.com/services/x")));
    }

    [Fact]
    public async Task A_name_is_looked_up_once_and_the_checked_address_is_used()
    {
        await using var server = await HookServer.StartAsync();
        var asked = 0;
        // The first lookup gives this machine, which this test allows; a second one would give another address.
        using var transport = new HookTransport(
            [HookServer.Host], allowLoopback: true, (_, _) => Task.FromResult(new[] { asked++ == 0 ? IPAddress.Loopback : IPAddress.Parse("10.0.0.1") }), (_, certificate, _, _) => certificate?.Subject == $"CN={HookServer.Host}");
        Assert.IsType<SendResult.Sent>(await transport.PostAsync(new Uri(server.Address, "once"), new { text = "x" }, cancellation: Cancel));
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task Redirects_are_not_followed()
    {
        await using var server = await HookServer.StartAsync();
        (server.Status, server.Location) = (302, "https://169.254.169.254/latest/meta-data");
        using var transport = server.Transport();
        var failed = Assert.IsType<SendResult.Failed>(await transport.PostAsync(new Uri(server.Address, "moved"), new { text = "x" }, cancellation: Cancel));
        Assert.Contains("not followed", failed.Error, StringComparison.Ordinal);
        Assert.Single(server.Posted);
    }

    [Fact]
    public async Task An_untrusted_certificate_is_refused()
    {
        await using var server = await HookServer.StartAsync();
        using var transport = new HookTransport([HookServer.Host], allowLoopback: true, (_, _) => Task.FromResult(new[] { IPAddress.Loopback }), null);
        Assert.Contains("certificate is not valid", Assert.IsType<SendResult.Failed>(await transport.PostAsync(server.Address, new { }, cancellation: Cancel)).Error, StringComparison.Ordinal);
        Assert.Empty(server.Posted);
    }

    [Theory]
    [InlineData(500, false)]
    [InlineData(503, false)]
    [InlineData(429, false)]
    [InlineData(400, true)]
    [InlineData(403, true)]
    [InlineData(410, true)]
    public async Task Temporary_failures_are_retried_and_permanent_ones_are_not(int status, bool isFinal)
    {
        await using var server = await HookServer.StartAsync();
        server.Status = status;
        using var transport = server.Transport();
        var failed = Assert.IsType<SendResult.Failed>(await transport.PostAsync(new Uri(server.Address, "services/T0/B0/secret"), new { text = "x" }, cancellation: Cancel));
        Assert.Equal(isFinal, failed.IsFinal);
        Assert.DoesNotContain("secret", failed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Slack_markup_is_escaped()
    {
        var item = new AlertMessageItem(Core.Alerts.AlertNews.Opened, "id", null, "<!channel> & <https://evil.example|click>", ["<b>"], null);
        Assert.Equal("*&lt;!channel&gt; &amp; &lt;https://evil.example|click&gt;*\n&lt;b&gt;", MessageTexts.Slack(new AlertMessage("1", "s", [item], null, false)));
    }
}
