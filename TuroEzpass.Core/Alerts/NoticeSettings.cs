using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime.Text;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Core.Alerts;

/// <summary>Of what an owner wants to be told, where, and when not.</summary>
public sealed record NoticeSettings
{
    private static readonly LocalTimePattern Clock = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    /// <summary>What they do not want to be told of.</summary>
    public IReadOnlyList<string> Off { get; init; } = [nameof(NoticeKind.WeeklyReport)];

    /// <summary>An e-mail address; empty for none.</summary>
    public string Email { get; init; } = "";

    /// <summary>The host of the webhook; empty for none. Its address is a secret, and kept with the secrets.</summary>
    public string WebhookHost { get; init; } = "";

    /// <summary>When the quiet hours begin: <c>22:00</c>.</summary>
    public string QuietFrom { get; init; } = "22:00";

    /// <summary>When they end; the same time means none.</summary>
    public string QuietTo { get; init; } = "07:00";

    /// <summary>The quiet hours.</summary>
    [JsonIgnore]
    public QuietHours Quiet => new(Clock.Parse(QuietFrom).Value, Clock.Parse(QuietTo).Value);

    /// <summary>Whether they want to be told of this.</summary>
    public bool Wants(NoticeKind kind) => !Off.Contains(kind.ToString());

    /// <summary>The channels of a rule that they have and want.</summary>
    public IReadOnlyList<AlertChannel> ChannelsFor(AlertRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return rule.Kind is { } kind && Wants(kind) ? [.. rule.Channels.Where(channel => channel == AlertChannel.Email ? Email.Length > 0 : WebhookHost.Length > 0)] : [];
    }

    /// <summary>Whether a text is a time of day: <c>22:00</c>.</summary>
    public static bool IsTime(string? text) => text is not null && Clock.Parse(text).Success;
}

/// <summary>An owner's settings of notifications.</summary>
public sealed class NoticeBook(IRecordStore store)
{
    /// <summary>The name under which the secret of a webhook is kept.</summary>
    public const string WebhookSecret = "notify-webhook";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The settings and their version: 0 where nobody has changed them.</summary>
    public async Task<(NoticeSettings Settings, long Version)> ReadAsync(OwnerId owner, CancellationToken cancellation = default) =>
        await store.GetAsync(Key(owner), cancellation).ConfigureAwait(false) is { } item ? (JsonSerializer.Deserialize<NoticeSettings>(item.Body.Span, Json)!, item.Version) : (new NoticeSettings(), 0);

    /// <summary>Changes them.</summary>
    /// <param name="owner">Whose.</param>
    /// <param name="settings">As they are to be.</param>
    /// <param name="version">The version that was read; 0 for none.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>False when somebody else was faster.</returns>
    public async Task<bool> TryPutAsync(OwnerId owner, NoticeSettings settings, long version, CancellationToken cancellation = default)
    {
        await new OwnerDirectory(store).AddAsync(owner, cancellation).ConfigureAwait(false);
        return await store.PutAsync(new RecordWrite(Key(owner), JsonSerializer.SerializeToUtf8Bytes(settings, Json)), version == 0 ? Expected.Nothing : Expected.VersionIs(version), cancellation).ConfigureAwait(false) is PutResult.Stored;
    }

    private static RecordKey Key(OwnerId owner) => new(owner.Partition("NOTIFY"), "settings");
}
