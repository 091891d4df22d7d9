using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Amazon.SQS;
using Amazon.SQS.Model;
using NodaTime;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Storage.Aws;

/// <summary>The two queues and their dead-letter queues in SQS. After <see cref="StorageLimits.MaxTries"/> receives, SQS
/// moves a message to the dead letters (the template's redrive policy). A redriven message gets a new ID.</summary>
/// <param name="client">The client.</param>
/// <param name="names">Names or URLs of the queues.</param>
[SuppressMessage("Naming", "CA1711", Justification = "It is a queue, of messages and not a collection.")]
public sealed class SqsWorkQueue(IAmazonSQS client, QueueNames names) : IWorkQueue
{
    private const int SqsBatch = 10;

    private static readonly TimeSpan Total = TimeSpan.FromSeconds(45);
    private readonly ConcurrentDictionary<string, long> heldUntil = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, AwsCalls> callsOf = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> urls = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public async Task<string> SendAsync(WorkKind kind, string body, Duration delay = default, CancellationToken cancellation = default)
    {
        StorageLimits.CheckMessage(body, delay);
        var request = new SendMessageRequest { MessageBody = body, DelaySeconds = Seconds(delay) };
        return (await RunAsync(QueueOf(kind), "SendMessage", (url, token) =>
        {
            request.QueueUrl = url;
            return client.SendMessageAsync(request, token);
        }, cancellation).ConfigureAwait(false)).MessageId;
    }

    /// <inheritdoc />
    public async Task<WorkMessage?> ReceiveAsync(WorkKind kind, Duration hold, Duration wait = default, CancellationToken cancellation = default)
    {
        StorageLimits.CheckReceive(hold, wait);
        var messages = await ReceiveAsync(QueueOf(kind), 1, Seconds(hold), Seconds(wait), cancellation).ConfigureAwait(false);
        if (messages is not [var message, ..]) return null;
        ForgetLapsedHolds();
        heldUntil[message.ReceiptHandle] = After(hold);
        return new WorkMessage(kind, message.MessageId, message.Body, (int)NumberOf(message, "ApproximateReceiveCount"), message.ReceiptHandle);
    }

    /// <inheritdoc />
    public Task<HoldResult> ExtendAsync(WorkMessage message, Duration hold, CancellationToken cancellation = default)
    {
        StorageLimits.CheckHold(hold);
        return HoldAsync(message, hold, cancellation);
    }

    /// <inheritdoc />
    public Task<HoldResult> GiveBackAsync(WorkMessage message, Duration delay = default, CancellationToken cancellation = default)
    {
        StorageLimits.CheckDelay(delay);
        return HoldAsync(message, delay, cancellation);
    }

    /// <inheritdoc />
    public Task<HoldResult> CompleteAsync(WorkMessage message, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        heldUntil.TryRemove(message.Receipt, out _);
        return RunAsync(QueueOf(message.Kind), "DeleteMessage", (url, token) =>
            WhetherHeldAsync(() => client.DeleteMessageAsync(url, message.Receipt, token)), cancellation);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<DeadLetter>> ListDeadAsync(WorkKind kind, int limit = 100, CancellationToken cancellation = default)
    {
        StorageLimits.CheckCount(limit, 100);
        var queue = DeadQueueOf(kind);
        var seen = new Dictionary<string, Message>(StringComparer.Ordinal);
        // SQS messages can't be read without receiving them: each is held while the listing runs, then made visible again.
        while (seen.Count < limit)
        {
            var messages = await ReceiveAsync(queue, Math.Min(SqsBatch, limit - seen.Count), hold: 20, wait: 1, cancellation).ConfigureAwait(false);
            if (messages.Count == 0) break;
            foreach (var message in messages) seen[message.MessageId] = message;
        }
        foreach (var message in seen.Values)
        {
            await RunAsync(queue, "ChangeMessageVisibility", (url, token) =>
                WhetherHeldAsync(() => client.ChangeMessageVisibilityAsync(url, message.ReceiptHandle, 0, token)), cancellation).ConfigureAwait(false);
        }
        return [.. seen.Values.Select(message => new DeadLetter(
            message.MessageId, message.Body, Instant.FromUnixTimeMilliseconds(NumberOf(message, "SentTimestamp"))))];
    }

    /// <inheritdoc />
    public async Task<int> RedriveAsync(WorkKind kind, int limit = 100, CancellationToken cancellation = default)
    {
        StorageLimits.CheckCount(limit, 100);
        var queue = DeadQueueOf(kind);
        var moved = 0;
        while (moved < limit)
        {
            var messages = await ReceiveAsync(queue, Math.Min(SqsBatch, limit - moved), hold: 60, wait: 1, cancellation).ConfigureAwait(false);
            if (messages.Count == 0) break;
            foreach (var message in messages)
            {
                // Sent before it is deleted: a crash in between delivers it twice, but never loses it.
                await SendAsync(kind, message.Body, cancellation: cancellation).ConfigureAwait(false);
                await RunAsync(queue, "DeleteMessage", (url, token) => client.DeleteMessageAsync(url, message.ReceiptHandle, token), cancellation).ConfigureAwait(false);
                moved++;
            }
        }
        return moved;
    }

    /// <summary>Whether the message was still held. The codes are those of SQS and its emulators.</summary>
    private static async Task<HoldResult> WhetherHeldAsync(Func<Task> call)
    {
        try
        {
            await call().ConfigureAwait(false);
            return HoldResult.Done;
        }
        catch (AmazonSQSException error) when (error is MessageNotInflightException or ReceiptHandleIsInvalidException
            || error.ErrorCode is "InvalidParameterValue" or "AWS.SimpleQueueService.MessageNotInflight" or "ReceiptHandleIsInvalid")
        {
            return HoldResult.Lost;
        }
    }

    private static int Seconds(Duration span) => (int)Math.Ceiling(span.TotalSeconds);

    private static long NumberOf(Message message, string attribute) =>
        message.Attributes is { } attributes && attributes.TryGetValue(attribute, out var text) ? long.Parse(text, CultureInfo.InvariantCulture) : 1;

    /// <summary>The stopwatch's timestamp after the given time.</summary>
    private static long After(Duration span) => Stopwatch.GetTimestamp() + (long)(span.TotalSeconds * Stopwatch.Frequency);

    /// <summary>SQS reports an expired hold only in some cases, and emulators never, so we also track the messages that
    /// this process has received.</summary>
    private async Task<HoldResult> HoldAsync(WorkMessage message, Duration span, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (heldUntil.TryGetValue(message.Receipt, out var until) && until <= Stopwatch.GetTimestamp()) return HoldResult.Lost;
        var result = await RunAsync(QueueOf(message.Kind), "ChangeMessageVisibility", (url, token) =>
            WhetherHeldAsync(() => client.ChangeMessageVisibilityAsync(url, message.Receipt, Seconds(span), token)), cancellation).ConfigureAwait(false);
        heldUntil[message.Receipt] = result == HoldResult.Done ? After(span) : 0;
        return result;
    }

    /// <summary>Drops holds that expired longer ago than the longest hold, so that messages that are never completed don't pile up.</summary>
    private void ForgetLapsedHolds()
    {
        var longAgo = After(-StorageLimits.MaxHold);
        foreach (var (receipt, until) in heldUntil)
            if (until < longAgo) heldUntil.TryRemove(receipt, out _);
    }

    private async Task<List<Message>> ReceiveAsync(string queue, int count, int hold, int wait, CancellationToken cancellation)
    {
        var response = await RunAsync(queue, "ReceiveMessage", (url, token) => client.ReceiveMessageAsync(new ReceiveMessageRequest
        {
            QueueUrl = url,
            MaxNumberOfMessages = count,
            VisibilityTimeout = hold,
            WaitTimeSeconds = wait,
            MessageSystemAttributeNames = ["ApproximateReceiveCount", "SentTimestamp"],
        }, token), cancellation).ConfigureAwait(false);
        return response.Messages ?? [];
    }

    private async Task<T> RunAsync<T>(string queue, string operation, Func<string, CancellationToken, Task<T>> call, CancellationToken cancellation)
    {
        var calls = callsOf.GetOrAdd(queue, static name => new AwsCalls("SQS", name, Total));
        if (!urls.TryGetValue(queue, out var url))
        {
            url = queue.StartsWith("http", StringComparison.Ordinal)
                ? queue
                : (await calls.RunAsync("GetQueueUrl", token => client.GetQueueUrlAsync(queue, token), cancellation).ConfigureAwait(false)).QueueUrl;
            urls[queue] = url;
        }
        return await calls.RunAsync(operation, token => call(url, token), cancellation).ConfigureAwait(false);
    }

    private string QueueOf(WorkKind kind) => kind == WorkKind.Scrapes ? names.Scrapes : names.Imports;

    private string DeadQueueOf(WorkKind kind) => kind == WorkKind.Scrapes ? names.ScrapesDead : names.ImportsDead;
}
