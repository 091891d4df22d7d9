using System.Globalization;
using System.Net;
using Microsoft.Extensions.Options;
using MimeKit;
using NodaTime;
using TuroEzpass.Core.Alerts;

namespace TuroEzpass.Api.Alerts;

/// <summary>The configuration section <c>Notify</c>: what the service sends with, and whom operators' alerts reach.</summary>
public sealed class NotifyOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Notify";

    private static readonly string[] UsualHosts = ["hooks.slack.com"];

    /// <summary>Where people reach the dashboard, for links in messages: <c>https://tolls.example</c>. Messages have no links without it.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>The mail server; no e-mail is sent without one.</summary>
    public SmtpOptions Smtp { get; set; } = new();

    /// <summary>The hosts that webhooks may lead to; <c>hooks.slack.com</c> unless set.</summary>
    public IList<string> HookHosts { get; } = [];

    /// <summary>Development only: webhooks may lead to this machine, on any port.</summary>
    public bool AllowLoopback { get; set; }

    /// <summary>Whom operators' alerts reach.</summary>
    public OperatorOptions Operators { get; set; } = new();

    /// <summary>How often operators' rules are looked at: 1 second to 1 hour.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often each owner's ledger is asked whether it changed: 1 second to 1 day.</summary>
    public TimeSpan OwnerInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>After how long operators are told again of a P1 that nobody cares for: 1 minute to 1 day.</summary>
    public TimeSpan RemindAfter { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>The hosts that webhooks may lead to.</summary>
    internal IReadOnlyList<string> Hosts => HookHosts.Count == 0 ? UsualHosts : [.. HookHosts];
}

/// <summary>A mail server.</summary>
public sealed class SmtpOptions
{
    /// <summary>Its host; no e-mail is sent without one.</summary>
    public string? Host { get; set; }

    /// <summary>Its port.</summary>
    public int Port { get; set; } = 587;

    /// <summary>How the connection is protected.</summary>
    public SmtpTls Tls { get; set; } = SmtpTls.StartTls;

    /// <summary>The user name; none where the server wants no sign-in.</summary>
    public string? User { get; set; }

    /// <summary>The password.</summary>
    public string? Password { get; set; }

    /// <summary>The sender: <c>TuroEzpass &lt;tolls@example.com&gt;</c>.</summary>
    public string? From { get; set; }
}

/// <summary>How a connection to a mail server is protected.</summary>
public enum SmtpTls
{
    /// <summary>By STARTTLS; refused where the server has none.</summary>
    StartTls,

    /// <summary>From the beginning, as on port 465.</summary>
    Tls,

    /// <summary>Not at all: for a server on this machine.</summary>
    None,
}

/// <summary>Whom operators' alerts reach. On AWS, CloudWatch tells them of most by its own channels.</summary>
public sealed class OperatorOptions
{
    /// <summary>E-mail addresses.</summary>
    public IList<string> Email { get; } = [];

    /// <summary>A Slack-compatible webhook. Its address is a secret.</summary>
    public Uri? Slack { get; set; }

    /// <summary>The routing key of a PagerDuty service; a secret.</summary>
    public string? PagerDutyKey { get; set; }

    /// <summary>Where PagerDuty takes events.</summary>
    public Uri PagerDutyUrl { get; set; } = new("https://events.pagerduty.com");

    /// <summary>When alerts that are not of level high wait for the morning: <c>22:00</c>; none unless set.</summary>
    public string? QuietFrom { get; set; }

    /// <summary>When they wait no longer.</summary>
    public string? QuietTo { get; set; }

    /// <summary>The zone of the quiet hours.</summary>
    public string Zone { get; set; } = "America/New_York";
}

/// <summary>Checks the options when the service starts. No text repeats a value that may be a secret.</summary>
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
            yield return "Notify:PublicUrl is the dashboard's address, such as https://tolls.example.";
        if (!string.IsNullOrEmpty(smtp.Host) && (smtp.From is null || !MailboxAddress.TryParse(smtp.From, out _)))
            yield return "Notify:Smtp:From is missing, or is no sender such as 'TuroEzpass <tolls@example.com>'.";
        if (smtp.Port is < 1 or > 65535)
            yield return "Notify:Smtp:Port is a port from 1 to 65535.";
        if (smtp.Tls == SmtpTls.None && !string.IsNullOrEmpty(smtp.Password) && !IsThisMachine(smtp.Host))
            yield return "Notify:Smtp:Tls 'None' would send the password readable by everybody on the way: use 'StartTls' or 'Tls'.";
        if (options.AllowLoopback && !environment.IsDevelopment())
            yield return "Notify:AllowLoopback is for development only: leave it out, or set DOTNET_ENVIRONMENT to Development.";
        foreach (var host in options.HookHosts.Where(host => Uri.CheckHostName(host) != UriHostNameType.Dns))
            yield return $"Notify:HookHosts holds '{host}', which is no host name such as hooks.slack.com.";
        foreach (var address in operators.Email.Where(address => !MailboxAddress.TryParse(address, out _)))
            yield return $"Notify:Operators:Email holds '{address}', which is no e-mail address.";
        if (operators.Slack is { } slack && !IsHttps(slack))
            yield return "Notify:Operators:Slack is an address with https://, without user name and password.";
        if (!IsHttps(operators.PagerDutyUrl))
            yield return "Notify:Operators:PagerDutyUrl is an address with https://.";
        if ((operators.QuietFrom is null) != (operators.QuietTo is null) || (operators.QuietFrom is not null && !(NoticeSettings.IsTime(operators.QuietFrom) && NoticeSettings.IsTime(operators.QuietTo))))
            yield return "Notify:Operators:QuietFrom and QuietTo are times such as 22:00; set both or none.";
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(operators.Zone) is null)
            yield return $"Notify:Operators:Zone '{operators.Zone}' is no time zone such as America/New_York.";
        foreach (var (key, value, least, most) in new[]
        {
            ("Interval", options.Interval, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)), ("OwnerInterval", options.OwnerInterval, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)),
            ("RemindAfter", options.RemindAfter, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1)),
        })
        {
            if (value < least || value > most)
                yield return string.Create(CultureInfo.InvariantCulture, $"Notify:{key} takes a time from {least} to {most}.");
        }
    }

    private static bool IsHttps(Uri address) => address.IsAbsoluteUri && address.Scheme == Uri.UriSchemeHttps && address.UserInfo.Length == 0;

    private static bool IsThisMachine(string? host) => host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
