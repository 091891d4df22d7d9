using System.Net.Mime;
using System.Xml;
using NodaTime;

namespace TuroEzpass.Core.Storage;

// The limits of blobs, credentials and messages; those of records are in StorageLimits.cs.
public static partial class StorageLimits
{
    /// <summary>Checks a blob's content type.</summary>
    /// <exception cref="ArgumentException">It is not a media type of at most 200 characters.</exception>
    public static void CheckContentType(string contentType)
    {
        ArgumentNullException.ThrowIfNull(contentType);
        try
        {
            if (contentType.Length <= 200 && contentType.All(char.IsAscii) && new ContentType(contentType).MediaType.Length > 0) return;
        }
        catch (FormatException)
        {
            // Reported below.
        }
        throw new ArgumentException($"'{contentType}' is not a media type like 'text/csv'.", nameof(contentType));
    }

    /// <summary>Checks a link's lifetime and file name.</summary>
    /// <exception cref="ArgumentException">Longer than 15 minutes, not positive, or the name contains a path.</exception>
    public static void CheckLink(Duration lifetime, string downloadName)
    {
        CheckSpan(lifetime, Duration.FromSeconds(1), MaxLinkLifetime, "link's lifetime");
        if (string.IsNullOrWhiteSpace(downloadName) || downloadName.Length > 150
            || downloadName.Any(c => char.IsControl(c) || !char.IsAscii(c) || c is '/' or '\\' or '"' or ';'))
        {
            throw new ArgumentException($"'{downloadName}' can't be the file name of a download.", nameof(downloadName));
        }
    }

    /// <summary>Checks a portal's name: <c>ezpass</c>, <c>turo</c> or another name with the spelling of <see cref="OwnerId"/>.</summary>
    /// <exception cref="ArgumentException">It does not have that spelling.</exception>
    public static void CheckPortal(string portal)
    {
        if (!StorageNames.IsName(portal))
            throw new ArgumentException($"'{portal}' is not a valid portal name: use lowercase letters, digits, '-', '_' or '.'.", nameof(portal));
    }

    /// <summary>Checks a session before it is saved.</summary>
    /// <exception cref="ArgumentException">It is empty or larger than 1 MB.</exception>
    public static void CheckSession(ReadOnlyMemory<byte> state)
    {
        if (state.Length is 0 or > MaxSessionBytes)
            throw new ArgumentException($"A session must have 1 to {MaxSessionBytes} bytes, not {state.Length}.", nameof(state));
    }

    /// <summary>Checks a message.</summary>
    /// <exception cref="ArgumentException">It is empty, too large, or contains a character that SQS rejects.</exception>
    public static void CheckMessage(string body, Duration delay)
    {
        ArgumentException.ThrowIfNullOrEmpty(body);
        CheckSpan(delay, Duration.Zero, MaxDelay, "delay");
        try
        {
            XmlConvert.VerifyXmlChars(body);
        }
        catch (XmlException error)
        {
            throw new ArgumentException("The message contains a character that queues don't allow.", nameof(body), error);
        }
        if (Strict.GetByteCount(body) is var bytes && bytes > MaxMessageBytes)
            throw new ArgumentException($"The message has {bytes} bytes, but messages are limited to {MaxMessageBytes}. Store the content and send its key.", nameof(body));
    }

    /// <summary>Checks how long a message is held and how long a receive waits.</summary>
    /// <exception cref="ArgumentException">Outside 1 s – 12 h, or 0 – 20 s.</exception>
    public static void CheckReceive(Duration hold, Duration wait)
    {
        CheckHold(hold);
        CheckSpan(wait, Duration.Zero, MaxWait, "wait");
    }

    /// <summary>Checks how long a message is held.</summary>
    /// <exception cref="ArgumentException">Outside 1 s – 12 h.</exception>
    public static void CheckHold(Duration hold) => CheckSpan(hold, Duration.FromSeconds(1), MaxHold, "hold");

    /// <summary>Checks how long a returned message stays hidden.</summary>
    /// <exception cref="ArgumentException">Outside 0 – 15 min.</exception>
    public static void CheckDelay(Duration delay) => CheckSpan(delay, Duration.Zero, MaxDelay, "delay");

    /// <summary>Checks the number of blobs or messages to return.</summary>
    /// <exception cref="ArgumentException">Outside 1 – <paramref name="most"/>.</exception>
    public static void CheckCount(int count, int most)
    {
        if (count < 1 || count > most) throw new ArgumentException($"The limit must be 1 to {most}, not {count}.", nameof(count));
    }

    private static void CheckSpan(Duration span, Duration least, Duration most, string what)
    {
        if (span < least || span > most)
            throw new ArgumentException($"The {what} must be {least.TotalSeconds:0} to {most.TotalSeconds:0} seconds, not {span.TotalSeconds:0.###}.", nameof(span));
    }
}
