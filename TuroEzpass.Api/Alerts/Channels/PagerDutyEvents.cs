using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using TuroEzpass.Core.Alerts;

namespace TuroEzpass.Api.Alerts.Channels;

/// <summary>Sends alerts to PagerDuty's Events API v2. Each alert has one deduplication key, so repeats do not create a second incident.</summary>
public sealed class PagerDutyEvents(HookTransport hooks, IOptions<NotifyOptions> options)
{
    private const int LongestSummary = 1024;

    /// <summary>Whether a PagerDuty service is configured.</summary>
    public bool IsSetUp => !string.IsNullOrEmpty(options.Value.Operators.PagerDutyKey);

    /// <summary>Sends an alert.</summary>
    public Task<SendResult> SendAsync(AlertMessageItem item, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(item);
        var operators = options.Value.Operators;
        var body = new Event(
            operators.PagerDutyKey!,
            item.News switch { AlertNews.Acknowledged => "acknowledge", AlertNews.Resolved => "resolve", _ => "trigger" },
            $"turoezpass/{item.Id}",
            item.News is AlertNews.Acknowledged or AlertNews.Resolved ? null : new Payload(
                item.Title.Length > LongestSummary ? item.Title[..LongestSummary] : item.Title, "turoezpass",
                item.Rule?.Priority switch { AlertPriority.P1 => "critical", AlertPriority.P2 => "error", AlertPriority.P3 => "warning", _ => "info" },
                new Dictionary<string, string> { ["detail"] = string.Join(' ', item.Lines), ["runbook"] = item.Rule?.Runbook ?? "" }),
            item.Link is null ? null : [new Link(item.Link.AbsoluteUri, "Dashboard")]);
        return hooks.PostAsync(new Uri(operators.PagerDutyUrl, "v2/enqueue"), body, isConfigured: true, cancellation);
    }

    private sealed record Event(
        [property: JsonPropertyName("routing_key")] string RoutingKey,
        [property: JsonPropertyName("event_action")] string Action,
        [property: JsonPropertyName("dedup_key")] string DedupKey,
        [property: JsonPropertyName("payload"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Payload? Payload,
        [property: JsonPropertyName("links"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Link>? Links);

    private sealed record Payload(
        [property: JsonPropertyName("summary")] string Summary,
        [property: JsonPropertyName("source")] string Source,
        [property: JsonPropertyName("severity")] string Severity,
        [property: JsonPropertyName("custom_details")] IReadOnlyDictionary<string, string> Details);

    private sealed record Link([property: JsonPropertyName("href")] string Href, [property: JsonPropertyName("text")] string Text);
}
