using System.Diagnostics.CodeAnalysis;
using NodaTime;

namespace TuroEzpass.Core.Storage;

/// <summary>The queues.</summary>
public enum WorkKind
{
    /// <summary>Requests to collect from a portal.</summary>
    Scrapes,

    /// <summary>Requests to import a stored file.</summary>
    Imports,
}

/// <summary>Requests for work, delivered at least once and in no particular order: processing a message twice must do
/// no harm. A received message is hidden from others while it is held. If it is not completed by then, it becomes visible
/// again, and after <see cref="StorageLimits.MaxTries"/> deliveries it moves to the dead letters.
/// <para>Throws <see cref="ArgumentException"/> for a caller's mistake and <see cref="StorageException"/> if the
/// queue itself fails.</para></summary>
[SuppressMessage("Naming", "CA1711", Justification = "It is a queue, of messages and not a collection.")]
public interface IWorkQueue
{
    /// <summary>Sends a message: 1 byte to 200 KB of XML characters, hidden for a delay of up to 15 minutes.</summary>
    /// <returns>The message's id.</returns>
    Task<string> SendAsync(WorkKind kind, string body, Duration delay = default, CancellationToken cancellation = default);

    /// <summary>Receives the next message and holds it for this caller, or returns null if none arrives within the wait (at most 20 s).</summary>
    Task<WorkMessage?> ReceiveAsync(WorkKind kind, Duration hold, Duration wait = default, CancellationToken cancellation = default);

    /// <summary>Extends the hold to this long from now.</summary>
    Task<HoldResult> ExtendAsync(WorkMessage message, Duration hold, CancellationToken cancellation = default);

    /// <summary>Completes the work: the message is deleted.</summary>
    Task<HoldResult> CompleteAsync(WorkMessage message, CancellationToken cancellation = default);

    /// <summary>Returns the message: it becomes visible again after the delay. The delivery counts as a try.</summary>
    Task<HoldResult> GiveBackAsync(WorkMessage message, Duration delay = default, CancellationToken cancellation = default);

    /// <summary>Up to <paramref name="limit"/> (1–100) dead letters, in no particular order. On AWS, reading hides them from other
    /// readers for some seconds.</summary>
    Task<IReadOnlyList<DeadLetter>> ListDeadAsync(WorkKind kind, int limit = 100, CancellationToken cancellation = default);

    /// <summary>Moves up to <paramref name="limit"/> (1–100) dead letters back to the queue and resets their tries.</summary>
    /// <returns>The number moved; less than the limit means that none are left.</returns>
    Task<int> RedriveAsync(WorkKind kind, int limit = 100, CancellationToken cancellation = default);
}

/// <summary>A held message.</summary>
/// <param name="Kind">The queue.</param>
/// <param name="Id">The id; the same for every delivery.</param>
/// <param name="Body">The body as it was sent.</param>
/// <param name="Tries">The number of this delivery, starting at 1.</param>
/// <param name="Receipt">Identifies this delivery to the queue.</param>
public sealed record WorkMessage(WorkKind Kind, string Id, string Body, int Tries, string Receipt);

/// <summary>A message that was delivered too often without being completed.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Body">The body as it was sent.</param>
/// <param name="SentAt">When it was sent, or moved to the dead letters, as far as the queue knows.</param>
public sealed record DeadLetter(string Id, string Body, Instant SentAt);

/// <summary>Whether a message was still held.</summary>
public enum HoldResult
{
    /// <summary>It was, and the call took effect.</summary>
    Done,

    /// <summary>The hold had expired. Another worker may have the message; nothing was changed. AWS does not
    /// always detect this: <see cref="Done"/> does not prove that no one else had the message.</summary>
    Lost,
}
