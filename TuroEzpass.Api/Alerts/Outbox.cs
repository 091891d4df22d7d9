using System.Diagnostics;
using NodaTime;
using TuroEzpass.Api.Alerts.Channels;
using TuroEzpass.Core.Alerts;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api.Alerts;

/// <summary>Sends alert notifications. A conditional write marks each delivery before it is sent, so only one of several replicas sends
/// it; another write marks it as sent. If a process dies in between, the delivery is sent again after ten minutes.</summary>
public sealed partial class Outbox(Courier courier, IClock clock, ILogger<Outbox> logger)
{
    private static readonly AlertChannel[] Channels = [AlertChannel.PagerDuty, AlertChannel.Slack, AlertChannel.Email];

    /// <summary>Sends all notifications that are due.</summary>
    /// <param name="store">The store.</param>
    /// <param name="to">The recipient.</param>
    /// <param name="alerts">The alerts as they were read.</param>
    /// <param name="cancellation">Stops before the next message; a message that is being sent is finished.</param>
    /// <returns>When the next notification is due; null if none is planned.</returns>
    public async Task<Instant?> SendAsync(IRecordStore store, Recipient to, IReadOnlyList<StoredAlert> alerts, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(alerts);
        var book = new AlertBook(store, to.Owner);
        var current = alerts.ToDictionary(one => one.Alert.Id);
        foreach (var channel in Channels)
        {
            var begun = new List<(Alert Alert, AlertDelivery Delivery)>();
            foreach (var (id, delivery) in Due(current.Values, channel, to).ToList())
            {
                cancellation.ThrowIfCancellationRequested();
                if (await BeginAsync(book, current, id, delivery, cancellation) is { } taken)
                    begun.Add((current[id].Alert, taken));
            }

            foreach (var batch in channel == AlertChannel.PagerDuty ? begun.Select(one => new[] { one }) : begun.Count == 0 ? [] : [begun.ToArray()])
                await SendAsync(store, book, current, channel, to, batch);
        }

        return Next(current.Values, to);
    }

    private IEnumerable<(string Id, AlertDelivery Delivery)> Due(IEnumerable<StoredAlert> alerts, AlertChannel channel, Recipient to)
    {
        var now = clock.GetCurrentInstant();
        return from stored in alerts
               where to.NextLoud(AlertRules.BuiltIn.Find(stored.Alert.Rule), now) <= now
               from delivery in stored.Alert.Deliveries
               where delivery.Channel == channel && delivery.IsToDo && delivery.Due <= now
               select (stored.Alert.Id, delivery);
    }

    /// <summary>Marks a delivery as being sent.</summary>
    /// <returns>Null if another process has it or it is no longer needed.</returns>
    private async Task<AlertDelivery?> BeginAsync(AlertBook book, Dictionary<string, StoredAlert> current, string id, AlertDelivery delivery, CancellationToken cancellation)
    {
        var begun = delivery.Begin(clock.GetCurrentInstant());
        if (await book.TryPutAsync(current[id].Alert.With(begun), current[id], cancellation) is { } stored)
        {
            current[id] = stored;
            return begun;
        }

        if (await book.GetAsync(id, cancellation) is { } changed)
            current[id] = changed;
        return null;
    }

    /// <summary>Sends a batch and records the result. Both finish even when the process is stopping; otherwise the batch would be sent again.</summary>
    private async Task SendAsync(IRecordStore store, AlertBook book, Dictionary<string, StoredAlert> current, AlertChannel channel, Recipient to, (Alert Alert, AlertDelivery Delivery)[] batch)
    {
        using var span = ApiTelemetry.BeginAlerts(channel, batch.Length);
        var result = await courier.SendAsync(channel, to, batch, CancellationToken.None);
        var now = clock.GetCurrentInstant();
        var failed = result as SendResult.Failed;
        if (failed is not null)
        {
            span?.SetStatus(ActivityStatusCode.Error);
            LogFailed(channel, batch.Length, failed.Error);
        }

        foreach (var (alert, delivery) in batch)
        {
            var ended = failed is null ? delivery.Succeed(now) : delivery.Fail(now, failed.Error, failed.IsFinal);
            // The alert may have been acknowledged meanwhile.
            while (await book.TryPutAsync(current[alert.Id].Alert.With(ended), current[alert.Id], CancellationToken.None) is not { } stored || (current[alert.Id] = stored) is null)
            {
                if (await book.GetAsync(alert.Id, CancellationToken.None) is not { } changed)
                    break;
                current[alert.Id] = changed;
            }
        }

        await new ChannelBook(store, to.Owner).NoteAsync(channel, now, failed?.Error, CancellationToken.None);
    }

    private Instant? Next(IEnumerable<StoredAlert> alerts, Recipient to)
    {
        var now = clock.GetCurrentInstant();
        return (from stored in alerts
                let loud = to.NextLoud(AlertRules.BuiltIn.Find(stored.Alert.Rule), now)
                from delivery in stored.Alert.Deliveries
                where delivery.IsToDo
                select (Instant?)Instant.Max(delivery.Due, loud)).Min();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Channel} did not accept {Count} notifications: {Error}")]
    private partial void LogFailed(AlertChannel channel, int count, string error);
}
