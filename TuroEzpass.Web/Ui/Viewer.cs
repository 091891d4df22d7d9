using NodaTime;
using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.SignIn;

namespace TuroEzpass.Web.Ui;

/// <summary>Who looks at the page: the person, the owner, its zone, the browser's habits of writing. Filled once a request, before the page
/// model runs; empty where nobody is signed in.</summary>
public sealed class Viewer(ApiClient api, IHttpContextAccessor accessor)
{
    /// <summary>Who is signed in; null before sign-in.</summary>
    public WhoAmI? Me { get; private set; }

    /// <summary>The owner that is looked at; null for who belongs to none.</summary>
    public OwnerAccess? Owner { get; private set; }

    /// <summary>The owner's zone; New York's where there is no owner.</summary>
    public DateTimeZone Zone { get; private set; } = DateTimeZoneProviders.Tzdb["America/New_York"];

    /// <summary>The last collection that is over; null where there was none.</summary>
    public Run? LastRun { get; private set; }

    /// <summary>How numbers and dates are written.</summary>
    public Locale Locale { get; } = Locale.Of(accessor.HttpContext?.Request.Headers.AcceptLanguage.ToString());

    /// <summary><c>light</c>, <c>dark</c>, or empty for what the system says.</summary>
    public string Theme { get; } = accessor.HttpContext?.Request.Cookies["theme"] is "light" or "dark" ? accessor.HttpContext.Request.Cookies["theme"]! : "";

    /// <summary>Whether the viewer may do this for the owner.</summary>
    public bool May(Scope scope) => Owner?.Permissions.Contains(scope) == true;

    /// <summary>Asks the API. The three questions are asked at the same time.</summary>
    /// <exception cref="ApiException">The session is over, or the API does not answer.</exception>
    public async Task LoadAsync()
    {
        if (accessor.HttpContext?.Features.Get<WebSession>() is not { } session)
            return;
        var (me, settings, runs) = (api.MeAsync(), OrNullAsync(api.SettingsAsync()), OrNullAsync(api.RunsAsync(limit: 10)));
        Me = await me;
        Owner = Me.Owners.FirstOrDefault(one => one.Owner == session.Owner) ?? (Me.Owners.Count > 0 ? Me.Owners[0] : null);
        if (await settings is { } its && DateTimeZoneProviders.Tzdb.GetZoneOrNull(its.Value.Zone) is { } zone)
            Zone = zone;
        LastRun = (await runs)?.Items.FirstOrDefault(run => run.EndedAt is not null);
    }

    /// <summary>What this person may not see is no reason to show nothing else.</summary>
    private static async Task<T?> OrNullAsync<T>(Task<T> question)
        where T : class
    {
        try
        {
            return await question;
        }
        catch (ApiException fault) when (fault.Problem.Status is 403 or 404)
        {
            return null;
        }
    }
}
