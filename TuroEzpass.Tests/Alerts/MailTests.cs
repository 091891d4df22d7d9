using MimeKit;
using TuroEzpass.Api.Alerts;
using TuroEzpass.Api.Alerts.Channels;
using TuroEzpass.Core.Alerts;

namespace TuroEzpass.Tests.Alerts;

/// <summary>Mail, through a running mail server.</summary>
public sealed class MailTests
{
    private static readonly AlertMessage Message = new(
        "f00d", "2 claims must be filed by Friday, April 10",
        [new AlertMessageItem(AlertNews.Opened, "claims-due-14-1", AlertRules.BuiltIn.Find("claims-due-14"), "2 claims must be filed by Friday, April 10", ["$43.10 in all. <b>9</b> days"], new Uri("https://tolls.example/claims?show=file"))],
        new Uri("https://tolls.example/settings/notifications"), ForOperators: false);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mail_is_sent_encrypted_and_signed_in_as_plain_text_and_simple_HTML()
    {
        await using var server = await MailServer.StartAsync();
        Assert.IsType<SendResult.Sent>(await Sender(server).SendAsync(Message, ["ann@example.com"], Cancel));

        var taken = await server.NextAsync();
        Assert.Equal(("mailer", true, "ann@example.com"), (taken.User, taken.Secure, Assert.Single(taken.To)));
        using var raw = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(taken.Raw));
        using var mail = await MimeMessage.LoadAsync(raw, Cancel);
        Assert.Equal(("2 claims must be filed by Friday, April 10", "f00d@example.com"), (mail.Subject, mail.MessageId));
        Assert.Contains("https://tolls.example/claims?show=file", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("these messages: https://tolls.example/settings/notifications", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://tolls.example/claims?show=file\">", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;9&lt;/b&gt;", mail.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", mail.HtmlBody, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("<https://tolls.example/settings/notifications>", mail.Headers["List-Unsubscribe"]);
        Assert.Equal("auto-generated", mail.Headers["Auto-Submitted"]);
    }

    [Fact]
    public async Task A_wrong_password_and_a_missing_mailbox_are_reported_without_quoting_either()
    {
        await using var server = await MailServer.StartAsync();
        var refused = Assert.IsType<SendResult.Failed>(await Sender(server, password: "wrong-secret").SendAsync(Message, ["ann@example.com"], Cancel));
        Assert.Contains("rejected this system’s user name or password", refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-secret", refused.Error, StringComparison.Ordinal);
        var nobody = Assert.IsType<SendResult.Failed>(await Sender(server).SendAsync(Message, ["nobody@example.com"], Cancel));
        Assert.Equal(("The mail server does not accept mail for this address (550).", true), (nobody.Error, nobody.IsFinal));
    }

    [Fact]
    public async Task A_server_with_an_untrusted_certificate_gets_no_password()
    {
        await using var server = await MailServer.StartAsync();
        var sender = new MailSender(Options(server.Port), null);
        Assert.Contains("certificate is not valid", Assert.IsType<SendResult.Failed>(await sender.SendAsync(Message, ["ann@example.com"], Cancel)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unreachable_server_is_retried()
    {
        int port;
        await using (var server = await MailServer.StartAsync())
            port = server.Port;
        var away = Assert.IsType<SendResult.Failed>(await new MailSender(Options(port), null).SendAsync(Message, ["ann@example.com"], Cancel));
        Assert.Equal(($"The mail server 127.0.0.1 does not respond on port {port}.", false), (away.Error, away.IsFinal));
    }

    [Fact]
    public async Task Without_a_mail_server_nothing_is_sent() =>
        Assert.True(Assert.IsType<SendResult.Failed>(await new MailSender(new SmtpOptions(), null).SendAsync(Message, ["ann@example.com"], Cancel)).IsFinal);

    private static MailSender Sender(MailServer server, string password = MailServer.Password) => new(Options(server.Port, password), (_, certificate, _, _) => certificate is not null);

    private static SmtpOptions Options(int port, string password = MailServer.Password) =>
        new() { Host = "127.0.0.1", Port = port, User = "mailer", Password = password, From = "TuroEzpass <tolls@example.com>" };
}
