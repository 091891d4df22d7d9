using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Core.Alerts;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api.Alerts.Channels;

/// <summary>Finds the recipients of alerts.</summary>
public sealed class Recipients(IServiceProvider services, IOptions<NotifyOptions> options)
{
    private static readonly LocalTimePattern Clock = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    /// <summary>The operators, from the configuration.</summary>
    public Recipient Operators
    {
        get
        {
            var its = options.Value.Operators;
            var quiet = its.QuietFrom is null ? QuietHours.None : new QuietHours(Clock.Parse(its.QuietFrom).Value, Clock.Parse(its.QuietTo!).Value);
            return new Recipient(null, [.. its.Email], its.Slack, !string.IsNullOrEmpty(its.PagerDutyKey), quiet, DateTimeZoneProviders.Tzdb[its.Zone]);
        }
    }

    /// <summary>An owner, from their settings.</summary>
    public async Task<Recipient> OfAsync(OwnerId owner, NoticeSettings settings, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var zone = (await new LedgerReader(services.GetRequiredService<IRecordStore>(), owner).SettingsAsync(cancellation)).Value.Zone.Zone;
        return new Recipient(owner, settings.Email.Length > 0 ? [settings.Email] : [], settings.WebhookHost.Length > 0 ? await WebhookAsync(owner, cancellation) : null, hasPager: false, settings.Quiet, zone);
    }

    private async Task<Uri?> WebhookAsync(OwnerId owner, CancellationToken cancellation) =>
        await services.GetRequiredService<ICredentialStore>().ReadCredentialsAsync(owner, NoticeBook.WebhookSecret, cancellation) is CredentialRead.Found { Credentials.Password: var address }
        && Uri.TryCreate(address, UriKind.Absolute, out var webhook) ? webhook : null;
}
