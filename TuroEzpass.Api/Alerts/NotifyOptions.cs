using System.Globalization;
using System.Net;
using Microsoft.Extensions.Options;
using MimeKit;
using NodaTime;
using TuroEzpass.Core.Alerts;

namespace TuroEzpass.Api.Alerts;

/// <summary>The configuration section <c>Notify</c>: how messages are sent, and who gets operators' alerts.</summary>
public sealed class NotifyOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Notify";

    private static readonly string[] UsualHosts = ["hooks.slack.com"];

    /// <summary>The dashboard's public address, for links in messages: <c>https://tolls.example</c>. Without it, messages have no links.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>The mail server. Without one, no email is sent.</summary>
    public SmtpOptions Smtp { get; set; } = new();

    /// <summary>The hosts that webhooks may use. Default: <c>hooks.slack.com</c>.</summary>
    public IList<string> HookHosts { get; } = [];

    /// <summary>Development only: webhooks may use this machine, on any port.</summary>
    public bool AllowLoopback { get; set; }

    /// <summary>Who gets operators' alerts.</summary>
    public OperatorOptions Operators { get; set; } = new();

    /// <summary>How often operators' rules are evaluated: 1 second to 1 hour.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often each owner's ledger is checked for changes: 1 second to 1 day.</summary>
    public TimeSpan OwnerInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long before operators are reminded of a P1 that no one has acknowledged: 1 minute to 1 day.</summary>
    public TimeSpan RemindAfter { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>The hosts that webhooks may use.</summary>
    internal IReadOnlyList<string> Hosts => HookHosts.Count == 0 ? UsualHosts : [.. HookHosts];
}

/// <summary>A mail server.</summary>
public sealed class SmtpOptions
{
    /// <summary>The mail server's host. Without one, no email is sent.</summary>
    public string? Host { get; set; }

    /// <summary>The mail server's port.</summary>
    public int Port { get; set; } = 587;

    /// <summary>How the connection to the mail server is protected: <c>StartTls</c>, <c>Tls</c> or <c>None</c>.</summary>
    public SmtpTls Tls { get; set; } = SmtpTls.StartTls;

    /// <summary>The user name at the mail server, if it requires one.</summary>
    public string? User { get; set; }

    /// <summary>The password at the mail server.</summary>
    public string? Password { get; set; }

    /// <summary>The sender's address: <c>TuroEzpass &lt;tolls@example.com&gt;</c>.</summary>
    public string? From { get; set; }
}

/// <summary>How a connection to a mail server is protected.</summary>
public enum SmtpTls
{
    /// <summary>STARTTLS; fails if the server does not offer it.</summary>
    StartTls,

    /// <summary>TLS from the start, as on port 465.</summary>
    Tls,

    /// <summary>No protection: only for a server on this machine.</summary>
    None,
}

/// <summary>Who gets operators' alerts. On AWS, CloudWatch sends most of them through its own channels.</summary>
public sealed class OperatorOptions
{
    /// <summary>Email addresses of the operators.</summary>
    public IList<string> Email { get; } = [];

    /// <summary>A Slack-compatible webhook for operators. Its address is a secret.</summary>
    public Uri? Slack { get; set; }

    /// <summary>The routing key of a PagerDuty service. It is a secret.</summary>
    public string? PagerDutyKey { get; set; }

    /// <summary>The address of PagerDuty's Events API.</summary>
    public Uri PagerDutyUrl { get; set; } = new("https://events.pagerduty.com");

    /// <summary>When quiet hours begin: <c>22:00</c>. Alerts below level high wait until they end. Default: no quiet hours.</summary>
    public string? QuietFrom { get; set; }

    /// <summary>When quiet hours end.</summary>
    public string? QuietTo { get; set; }

    /// <summary>The time zone of the quiet hours.</summary>
    public string Zone { get; set; } = "America/New_York";
}

/// <summary>Checks the options when the service starts. No message repeats a value that may be a secret.</summary>
internal sealed class NotifyOptionsCheck(IHostEnvironment environment) : IValidateOptions<NotifyOptions>
{
    public ValidateOptionsResult Validate(string? name, NotifyOptions options)
    {
        var faults = Faults(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private IEnumerable<string> Faults(NotifyOptions options)
    {
        var (smtp, operators) = (options.Smtp, options.Operators);
        if (options.PublicUrl is { } url && (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https")))
            yield return "Notify:PublicUrl must be the dashboard's address, such as https://tolls.example.";
        if (!string.IsNullOrEmpty(smtp.Host) && (smtp.From is null || !MailboxAddress.TryParse(smtp.From, out _)))
            yield return "Notify:Smtp:From is missing or not a valid sender such as 'TuroEzpass <tolls@example.com>'.";
        if (smtp.Port is < 1 or > 65535)
            yield return "Notify:Smtp:Port must be a port from 1 to 65535.";
        if (smtp.Tls == SmtpTls.None && !string.IsNullOrEmpty(smtp.Password) && !IsThisMachine(smtp.Host))
            yield return "Notify:Smtp:Tls 'None' would send the password unencrypted. Use 'StartTls' or 'Tls'.";
        if (options.AllowLoopback && !environment.IsDevelopment())
            yield return "Notify:AllowLoopback is for development only. Remove it, or set DOTNET_ENVIRONMENT to Development.";
        foreach (var host in options.HookHosts.Where(host => Uri.CheckHostName(host) != UriHostNameType.Dns))
            yield return $"Notify:HookHosts contains '{host}', which is not a host name such as hooks.slack.com.";
        foreach (var address in operators.Email.Where(address => !MailboxAddress.TryParse(address, out _)))
            yield return $"Notify:Operators:Email contains '{address}', which is not an email address.";
        if (operators.Slack is { } slack && !IsHttps(slack))
            yield return "Notify:Operators:Slack must be an https:// address without user name and password.";
        if (!IsHttps(operators.PagerDutyUrl))
            yield return "Notify:Operators:PagerDutyUrl must be an https:// address.";
        if ((operators.QuietFrom is null) != (operators.QuietTo is null) || (operators.QuietFrom is not null && !(NoticeSettings.IsTime(operators.QuietFrom) && NoticeSettings.IsTime(operators.QuietTo))))
            yield return "Notify:Operators:QuietFrom and QuietTo must be times such as 22:00. Set both or neither.";
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(operators.Zone) is null)
            yield return $"Notify:Operators:Zone '{operators.Zone}' is not a time zone such as America/New_York.";
        foreach (var (key, value, least, most) in new[]
        {
            ("Interval", options.Interval, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)), ("OwnerInterval", options.OwnerInterval, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)),
            ("RemindAfter", options.RemindAfter, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1)),
        })
        {
            if (value < least || value > most)
                yield return string.Create(CultureInfo.InvariantCulture, $"Notify:{key} must be from {least} to {most}.");
        }
    }

    private static bool IsHttps(Uri address) => address.IsAbsoluteUri && address.Scheme == Uri.UriSchemeHttps && address.UserInfo.Length == 0;

    private static bool IsThisMachine(string? host) => host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
