using System.Net.Security;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace TuroEzpass.Api.Alerts.Channels;

/// <summary>Sends email through the configured mail server.</summary>
public sealed class MailSender
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly SmtpOptions smtp;
    private readonly RemoteCertificateValidationCallback? trust;

    /// <summary>Creates the sender from the configuration.</summary>
    public MailSender(IOptions<NotifyOptions> options)
        : this(options?.Value.Smtp ?? new SmtpOptions(), null)
    {
    }

    /// <summary>Creates a sender with its own certificate validation, for tests.</summary>
    internal MailSender(SmtpOptions smtp, RemoteCertificateValidationCallback? trust) => (this.smtp, this.trust) = (smtp, trust);

    /// <summary>Whether a mail server is configured.</summary>
    public bool IsSetUp => !string.IsNullOrEmpty(smtp.Host);

    /// <summary>Sends a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="to">The addresses.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public async Task<SendResult> SendAsync(AlertMessage message, IReadOnlyList<string> to, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (!IsSetUp)
            return new SendResult.Failed("No mail server is configured. An operator can set one up (Notify:Smtp).", IsFinal: true);
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        cut.CancelAfter(Limit);
        try
        {
            using var mail = MailOf(message, to);
            using var client = new SmtpClient { Timeout = (int)Limit.TotalMilliseconds };
            if (trust is not null)
                client.ServerCertificateValidationCallback = trust;
            await client.ConnectAsync(smtp.Host!, smtp.Port, smtp.Tls switch { SmtpTls.Tls => SecureSocketOptions.SslOnConnect, SmtpTls.None => SecureSocketOptions.None, _ => SecureSocketOptions.StartTls }, cut.Token);
            if (!string.IsNullOrEmpty(smtp.User))
                await client.AuthenticateAsync(smtp.User, smtp.Password ?? "", cut.Token);
            await client.SendAsync(mail, cut.Token);
            // The message is sent; a failed disconnect does not matter.
            await client.DisconnectAsync(quit: true, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(5), CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return new SendResult.Sent();
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            return Judge(fault);
        }
    }

    private MimeMessage MailOf(AlertMessage message, IReadOnlyList<string> to)
    {
        var from = MailboxAddress.Parse(smtp.From!);
        var mail = new MimeMessage
        {
            Subject = message.Subject,
            // The same ID when it is sent again, so that mailboxes can drop the duplicate.
            MessageId = $"{message.Id}@{from.Domain}",
            Body = new BodyBuilder { TextBody = MessageTexts.Plain(message), HtmlBody = MessageTexts.Html(message) }.ToMessageBody(),
        };
        mail.From.Add(from);
        mail.To.AddRange(to.Select(address => MailboxAddress.Parse(address)));
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        if (message.Settings is { } settings)
            mail.Headers.Add("List-Unsubscribe", $"<{settings.AbsoluteUri}>");
        return mail;
    }

    /// <summary>Describes a failure without the server's text, which can contain addresses and rejected credentials.</summary>
    private SendResult.Failed Judge(Exception fault) => fault switch
    {
        AuthenticationException => Failed("The mail server rejected this system’s user name or password. An operator must correct it (Notify:Smtp).", isFinal: false),
        SmtpCommandException { ErrorCode: SmtpErrorCode.RecipientNotAccepted, StatusCode: var status } => Failed($"The mail server does not accept mail for this address ({(int)status}).", isFinal: (int)status >= 500),
        SmtpCommandException { ErrorCode: SmtpErrorCode.SenderNotAccepted, StatusCode: var status } => Failed($"The mail server does not accept this sender ({(int)status}; Notify:Smtp:From).", isFinal: false),
        SmtpCommandException { StatusCode: var status } => Failed($"The mail server did not accept the message ({(int)status}).", isFinal: false),
        SslHandshakeException => Failed("The mail server’s certificate is not valid, or it does not use TLS on this port.", isFinal: false),
        NotSupportedException => Failed("The mail server does not offer STARTTLS on this port (Notify:Smtp:Tls).", isFinal: false),
        ParseException => Failed("This is not a valid email address.", isFinal: true),
        SocketException or IOException or OperationCanceledException or TimeoutException or ProtocolException => Failed($"The mail server {smtp.Host} does not respond on port {smtp.Port}.", isFinal: false),
        _ => Failed($"The message could not be sent ({fault.GetType().Name}).", isFinal: false),
    };

    private static SendResult.Failed Failed(string error, bool isFinal) => new(error, isFinal);
}
