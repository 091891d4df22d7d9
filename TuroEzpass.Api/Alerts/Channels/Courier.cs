using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using TuroEzpass.Core.Alerts;

namespace TuroEzpass.Api.Alerts.Channels;

/// <summary>Delivers messages to the channels.</summary>
public sealed class Courier(MailSender mail, HookTransport hooks, PagerDutyEvents pager, IOptions<NotifyOptions> options)
{
    /// <summary>The most items in one message; the rest are only counted.</summary>
    private const int MostItems = 50;

    private const int IdBytes = 16;

    /// <summary>Sends notifications through one channel. PagerDuty gets one alert at a time.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="to">The recipient.</param>
    /// <param name="news">The alerts, with what happened to each.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public Task<SendResult> SendAsync(AlertChannel channel, Recipient to, IReadOnlyList<(Alert Alert, AlertDelivery Delivery)> news, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(news);
        var message = MessageOf(to, news);
        return SendAsync(channel, to, message, cancellation);
    }

    /// <summary>Sends a test message.</summary>
    public Task<SendResult> TestAsync(AlertChannel channel, Recipient to, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(to);
        var isOperators = to.Owner is null;
        var item = new AlertMessageItem(
            AlertNews.Opened, "test", null, "TEST: TuroEzpass can reach you here", ["This is a test message. Nothing is wrong."], PageOf("/"));
        return SendAsync(channel, to, new AlertMessage(Guid.NewGuid().ToString("N"), "TEST from TuroEzpass", [item], SettingsOf(isOperators), isOperators), cancellation);
    }

    private async Task<SendResult> SendAsync(AlertChannel channel, Recipient to, AlertMessage message, CancellationToken cancellation)
    {
        if (!to.Has(channel))
            return new SendResult.Failed("This channel is not set up.", IsFinal: true);
        return channel switch
        {
            AlertChannel.PagerDuty => await pager.SendAsync(message.Items[0], cancellation),
            AlertChannel.Slack => await hooks.PostAsync(to.Webhook!, new { text = MessageTexts.Slack(message) }, isConfigured: to.Owner is null, cancellation),
            _ => await mail.SendAsync(message, to.Email, cancellation),
        };
    }

    private AlertMessage MessageOf(Recipient to, IReadOnlyList<(Alert Alert, AlertDelivery Delivery)> news)
    {
        var isOperators = to.Owner is null;
        // Urgent first, then in the order of the rules file.
        var ordered = news.OrderBy(one => AlertRules.BuiltIn.Find(one.Alert.Rule)?.Priority ?? AlertPriority.P4).ToList();
        var items = ordered.Take(MostItems).Select(one => ItemOf(one.Alert, one.Delivery.News)).ToList();
        if (ordered.Count > MostItems)
            items.Add(new AlertMessageItem(AlertNews.Opened, "more", null, $"And {ordered.Count - MostItems} more", ["Open the page to see them all."], PageOf("/alerts")));
        var subject = items.Count == 1 ? items[0].Headline : $"{items[0].Headline}, and {ordered.Count - 1} more";
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', ordered.Select(one => $"{to.Owner}|{one.Alert.Id}|{one.Alert.Episode}|{one.Delivery.News}|{one.Delivery.PlannedAt}")))).AsSpan(0, IdBytes));
        return new AlertMessage(id, subject, items, SettingsOf(isOperators), isOperators);
    }

    private AlertMessageItem ItemOf(Alert alert, AlertNews news)
    {
        var rule = AlertRules.BuiltIn.Find(alert.Rule);
        string[] lines =
        [
            .. alert.Detail.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            .. rule is null || news is AlertNews.Resolved or AlertNews.Acknowledged || rule.Trigger is AlertTrigger.OfSchedule ? Array.Empty<string>() : [rule.ToDo],
            .. rule is { Audience: AlertAudience.Operators } && news is AlertNews.Opened or AlertNews.Reminder ? [$"Runbook: {rule!.Runbook}"] : Array.Empty<string>(),
        ];
        return new AlertMessageItem(news, alert.Id, rule, alert.Title, lines, PageOf(alert.Link));
    }

    private Uri? SettingsOf(bool isOperators) => PageOf(isOperators ? "/system" : "/settings/notifications");

    private Uri? PageOf(string path) => options.Value.PublicUrl is { } url ? new Uri(url, path) : null;
}
