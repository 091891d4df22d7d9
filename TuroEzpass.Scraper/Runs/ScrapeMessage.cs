using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Scraper.Runs;

/// <summary>What a message of the queue asks for: <see cref="OfRun"/>, <see cref="OfEveryOwner"/>, <see cref="OfOwner"/>, or nothing
/// that is done (<see cref="Refused"/>).</summary>
internal abstract record ScrapeMessage
{
    private const int LongestCause = 100;
    private const int LongestShown = 40;
    private static readonly JsonDocumentOptions Shallow = new() { MaxDepth = 16 };

    private ScrapeMessage()
    {
    }

    /// <summary>The span that asked (W3C <c>traceparent</c>), where the message has it.</summary>
    public string? TraceParent { get; init; }

    /// <summary>Reads a message: ours, or an event as EventBridge brings it, whole or only its detail.</summary>
    /// <param name="body">As it was sent.</param>
    /// <param name="messageId">The queue's own id of it: the same at every delivery.</param>
    public static ScrapeMessage Read(string body, string messageId)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Shallow);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement, messageId) : new Refused("it is no object");
        }
        catch (JsonException)
        {
            return new Refused("it is no JSON");
        }
    }

    /// <summary>A text of somebody else's, short and harmless enough for a log.</summary>
    public static string Shown(string text)
    {
        var shown = string.Concat(text.Take(LongestShown).Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' ? letter : '?'));
        return text.Length > LongestShown ? $"{shown}…" : shown;
    }

    private static ScrapeMessage Read(JsonElement root, string messageId)
    {
        if (root.TryGetProperty("runId", out _))
            return ReadOwn(root);
        var detail = root.TryGetProperty("detail", out var inner) && inner.ValueKind == JsonValueKind.Object ? inner : root;
        var cause = Text(root, "id") is { Length: > 0 and <= LongestCause } id ? $"event {id}" : $"message {messageId}";
        var at = InstantOf(root, "time") ?? InstantOf(detail, "timestamp");
        if (Text(detail, "userId") is { } user)
        {
            var asker = Text(detail, "traceParent");
            return user == ScrapeRequest.EveryOwner ? new OfEveryOwner(cause, at) { TraceParent = asker }
                : OwnerId.TryParse(user, out var owner) ? new OfOwner(owner, cause, at) { TraceParent = asker }
                : new Refused($"'{Shown(user)}' is no user id");
        }

        // What EventBridge sends of its own accord when a rule with a schedule names no input.
        return Text(root, "detail-type") == "Scheduled Event" && Text(root, "source") is "aws.events" or "aws.scheduler"
            ? new OfEveryOwner(cause, at)
            : new Refused("it names neither a run nor a user");
    }

    private static ScrapeMessage ReadOwn(JsonElement root) =>
        OwnerId.TryParse(Text(root, "owner"), out var owner)
        && Text(root, "runId") is { } run && StorageLimits.IsKey(run)
        && Text(root, "scrapeDate") is { } day && LocalDatePattern.Iso.Parse(day).Success
            ? new OfRun(owner, day, run) { TraceParent = Text(root, "traceParent"), IsForEverySource = Text(root, "source") == ScrapeRequest.EverySource }
            : new Refused("its owner, run or day is none");

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static Instant? InstantOf(JsonElement element, string name) =>
        Text(element, name) is { } text && InstantPattern.ExtendedIso.Parse(text) is { Success: true } read ? read.Value : null;

    /// <summary>A run that is recorded.</summary>
    /// <param name="Owner">Whose.</param>
    /// <param name="ScrapeDate">Its day.</param>
    /// <param name="RunId">Its id.</param>
    public sealed record OfRun(OwnerId Owner, string ScrapeDate, string RunId) : ScrapeMessage
    {
        /// <summary>Whether it only asks for a run of each site.</summary>
        public bool IsForEverySource { get; init; }
    }

    /// <summary>Every site of every owner.</summary>
    /// <param name="Cause">Names the request: the same at every delivery.</param>
    /// <param name="At">When it was made, where it says so.</param>
    public sealed record OfEveryOwner(string Cause, Instant? At) : ScrapeMessage;

    /// <summary>Every site of one owner.</summary>
    /// <param name="Owner">Whose.</param>
    /// <param name="Cause">Names the request: the same at every delivery.</param>
    /// <param name="At">When it was made, where it says so.</param>
    public sealed record OfOwner(OwnerId Owner, string Cause, Instant? At) : ScrapeMessage;

    /// <summary>Nothing that this program does.</summary>
    /// <param name="Why">For the log.</param>
    public sealed record Refused(string Why) : ScrapeMessage;
}
