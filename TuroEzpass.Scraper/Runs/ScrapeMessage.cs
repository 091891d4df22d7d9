using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Scraper.Runs;

/// <summary>A message of the queue: <see cref="OfRun"/>, <see cref="OfEveryOwner"/>, <see cref="OfOwner"/>, or an invalid
/// one (<see cref="Refused"/>).</summary>
internal abstract record ScrapeMessage
{
    private const int LongestCause = 100;
    private const int LongestShown = 40;
    private static readonly JsonDocumentOptions Shallow = new() { MaxDepth = 16 };

    private ScrapeMessage()
    {
    }

    /// <summary>The requesting span (W3C <c>traceparent</c>), if the message has it.</summary>
    public string? TraceParent { get; init; }

    /// <summary>Parses a message: ours, or an event from EventBridge, complete or only its detail.</summary>
    /// <param name="body">The message's body.</param>
    /// <param name="messageId">The queue's ID of the message; the same at every delivery.</param>
    public static ScrapeMessage Read(string body, string messageId)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Shallow);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement, messageId) : new Refused("it is not a JSON object");
        }
        catch (JsonException)
        {
            return new Refused("it is not JSON");
        }
    }

    /// <summary>External text, shortened and sanitized for the log.</summary>
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
                : new Refused($"'{Shown(user)}' is not a user ID");
        }

        // EventBridge sends this for a scheduled rule without an input.
        return Text(root, "detail-type") == "Scheduled Event" && Text(root, "source") is "aws.events" or "aws.scheduler"
            ? new OfEveryOwner(cause, at)
            : new Refused("it contains neither a run nor a user");
    }

    private static ScrapeMessage ReadOwn(JsonElement root) =>
        OwnerId.TryParse(Text(root, "owner"), out var owner)
        && Text(root, "runId") is { } run && StorageLimits.IsKey(run)
        && Text(root, "scrapeDate") is { } day && LocalDatePattern.Iso.Parse(day).Success
            ? new OfRun(owner, day, run) { TraceParent = Text(root, "traceParent"), IsForEverySource = Text(root, "source") == ScrapeRequest.EverySource }
            : new Refused("its owner, run or day is not valid");

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static Instant? InstantOf(JsonElement element, string name) =>
        Text(element, name) is { } text && InstantPattern.ExtendedIso.Parse(text) is { Success: true } read ? read.Value : null;

    /// <summary>A recorded run.</summary>
    /// <param name="Owner">The owner.</param>
    /// <param name="ScrapeDate">The day.</param>
    /// <param name="RunId">The run's ID.</param>
    public sealed record OfRun(OwnerId Owner, string ScrapeDate, string RunId) : ScrapeMessage
    {
        /// <summary>Whether it only requests a run for each site.</summary>
        public bool IsForEverySource { get; init; }
    }

    /// <summary>A request for all sites of all owners.</summary>
    /// <param name="Cause">Identifies the request; the same at every delivery.</param>
    /// <param name="At">When it was made, if known.</param>
    public sealed record OfEveryOwner(string Cause, Instant? At) : ScrapeMessage;

    /// <summary>A request for all sites of one owner.</summary>
    /// <param name="Owner">The owner.</param>
    /// <param name="Cause">Identifies the request; the same at every delivery.</param>
    /// <param name="At">When it was made, if known.</param>
    public sealed record OfOwner(OwnerId Owner, string Cause, Instant? At) : ScrapeMessage;

    /// <summary>A message that is not valid.</summary>
    /// <param name="Why">The reason, for the log.</param>
    public sealed record Refused(string Why) : ScrapeMessage;
}
