using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime.Text;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Core.Alerts;

/// <summary>What an owner is notified of, where, and when not.</summary>
public sealed record NoticeSettings
{
    private static readonly LocalTimePattern Clock = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    /// <summary>The kinds that are turned off.</summary>
    public IReadOnlyList<string> Off { get; init; } = [nameof(NoticeKind.WeeklyReport)];

    /// <summary>The mail address; empty for none.</summary>
    public string Email { get; init; } = "";

    /// <summary>The host of the webhook; empty for none. The full address is a secret and is stored with the secrets.</summary>
    public string WebhookHost { get; init; } = "";

    /// <summary>When the quiet hours start: <c>22:00</c>.</summary>
    public string QuietFrom { get; init; } = "22:00";

    /// <summary>When they end; the same time as the start means no quiet hours.</summary>
    public string QuietTo { get; init; } = "07:00";

    /// <summary>The quiet hours.</summary>
    [JsonIgnore]
    public QuietHours Quiet => new(Clock.Parse(QuietFrom).Value, Clock.Parse(QuietTo).Value);

    /// <summary>Whether this kind is turned on.</summary>
    public bool Wants(NoticeKind kind) => !Off.Contains(kind.ToString());

    /// <summary>The channels of a rule that the owner has set up and turned on.</summary>
    public IReadOnlyList<AlertChannel> ChannelsFor(AlertRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return rule.Kind is { } kind && Wants(kind) ? [.. rule.Channels.Where(channel => channel == AlertChannel.Email ? Email.Length > 0 : WebhookHost.Length > 0)] : [];
    }

    /// <summary>Whether a text is a time of day: <c>22:00</c>.</summary>
    public static bool IsTime(string? text) => text is not null && Clock.Parse(text).Success;
}

/// <summary>Reads and stores owners' notification settings.</summary>
public sealed class NoticeBook(IRecordStore store)
{
    /// <summary>The name under which a webhook's secret is stored.</summary>
    public const string WebhookSecret = "notify-webhook";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Reads the settings and their version, which is 0 for defaults.</summary>
    public async Task<(NoticeSettings Settings, long Version)> ReadAsync(OwnerId owner, CancellationToken cancellation = default) =>
        await store.GetAsync(Key(owner), cancellation).ConfigureAwait(false) is { } item ? (JsonSerializer.Deserialize<NoticeSettings>(item.Body.Span, Json)!, item.Version) : (new NoticeSettings(), 0);

    /// <summary>Changes the settings.</summary>
    /// <param name="owner">The owner.</param>
    /// <param name="settings">The new settings.</param>
    /// <param name="version">The version that was read; 0 for defaults.</param>
    /// <returns>False if another writer was faster.</returns>
    public async Task<bool> TryPutAsync(OwnerId owner, NoticeSettings settings, long version, CancellationToken cancellation = default)
    {
        await new OwnerDirectory(store).AddAsync(owner, cancellation).ConfigureAwait(false);
        return await store.PutAsync(new RecordWrite(Key(owner), JsonSerializer.SerializeToUtf8Bytes(settings, Json)), version == 0 ? Expected.Nothing : Expected.VersionIs(version), cancellation).ConfigureAwait(false) is PutResult.Stored;
    }

    private static RecordKey Key(OwnerId owner) => new(owner.Partition("NOTIFY"), "settings");
}
