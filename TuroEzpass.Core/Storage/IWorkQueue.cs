using System.Diagnostics.CodeAnalysis;
using NodaTime;

namespace TuroEzpass.Core.Storage;

/// <summary>The queues there are.</summary>
public enum WorkKind
{
    /// <summary>Requests to collect from a portal.</summary>
    Scrapes,

    /// <summary>Requests to import a stored file.</summary>
    Imports,
}

/// <summary>Requests for work, delivered at least once and in no promised order: do the work so that doing it twice does
/// no harm. A message that is received is hidden from others while it is held; if it is not completed by then it appears
/// again, and after <see cref="StorageLimits.MaxTries"/> deliveries it goes to the dead letters.
/// <para>Throws <see cref="ArgumentException"/> for a caller's mistake and <see cref="StorageException"/> where the
/// queue itself fails.</para></summary>
[SuppressMessage("Naming", "CA1711", Justification = "It is a queue, of messages and not a collection.")]
public interface IWorkQueue
{
    /// <summary>Sends a message: 1 byte to 200 KB of XML characters, hidden for a delay of up to 15 minutes.</summary>
    /// <returns>Its id.</returns>
    Task<string> SendAsync(WorkKind kind, string body, Duration delay = default, CancellationToken cancellation = default);

    /// <summary>The next message, held for this caller, or null where none appeared within the wait (at most 20 s).</summary>
    Task<WorkMessage?> ReceiveAsync(WorkKind kind, Duration hold, Duration wait = default, CancellationToken cancellation = default);

    /// <summary>Holds the message for this long from now on.</summary>
    Task<HoldResult> ExtendAsync(WorkMessage message, Duration hold, CancellationToken cancellation = default);

    /// <summary>The work is done: the message is removed.</summary>
    Task<HoldResult> CompleteAsync(WorkMessage message, CancellationToken cancellation = default);

    /// <summary>The work was not done: the message appears again after the delay. The delivery counts as a try.</summary>
    Task<HoldResult> GiveBackAsync(WorkMessage message, Duration delay = default, CancellationToken cancellation = default);

    /// <summary>Up to <paramref name="limit"/> (1–100) dead letters, in no promised order. Looking hides them from other
    /// lookers for some seconds on AWS.</summary>
    Task<IReadOnlyList<DeadLetter>> ListDeadAsync(WorkKind kind, int limit = 100, CancellationToken cancellation = default);

    /// <summary>Puts up to <paramref name="limit"/> (1–100) dead letters back into the queue with their tries forgotten.</summary>
    /// <returns>How many; less than the limit means that none is left.</returns>
    Task<int> RedriveAsync(WorkKind kind, int limit = 100, CancellationToken cancellation = default);
}

/// <summary>A message that is held.</summary>
/// <param name="Kind">Its queue.</param>
/// <param name="Id">Its id; the same at every delivery.</param>
/// <param name="Body">As it was sent.</param>
/// <param name="Tries">Which delivery this is, from 1.</param>
/// <param name="Receipt">Names this delivery to the queue.</param>
public sealed record WorkMessage(WorkKind Kind, string Id, string Body, int Tries, string Receipt);

/// <summary>A message that was delivered too often without being completed.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Body">As it was sent.</param>
/// <param name="SentAt">When it was sent, or put into the dead letters, as far as the queue knows.</param>
public sealed record DeadLetter(string Id, string Body, Instant SentAt);

/// <summary>Whether a message was still held.</summary>
public enum HoldResult
{
    /// <summary>It was, and the call took effect.</summary>
    Done,

    /// <summary>The hold had run out; somebody else may have the message, and nothing was changed for them. AWS does not
    /// always notice: <see cref="Done"/> is no proof that nobody else had it.</summary>
    Lost,
}
