using NodaTime;
using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.SignIn;

namespace TuroEzpass.Web.Ui;

/// <summary>The viewer of a page: the person, the owner, its time zone, the browser's formats. Loaded once per request, before the page
/// model runs; empty if no one is signed in.</summary>
public sealed class Viewer(ApiClient api, IHttpContextAccessor accessor)
{
    /// <summary>The signed-in person; null before sign-in.</summary>
    public WhoAmI? Me { get; private set; }

    /// <summary>The selected owner; null if the person is a member of none.</summary>
    public OwnerAccess? Owner { get; private set; }

    /// <summary>The owner's time zone; New York's without an owner.</summary>
    public DateTimeZone Zone { get; private set; } = DateTimeZoneProviders.Tzdb["America/New_York"];

    /// <summary>The last collection that ended; null if there is none.</summary>
    public Run? LastRun { get; private set; }

    /// <summary>The format of numbers and dates.</summary>
    public Locale Locale { get; } = Locale.Of(accessor.HttpContext?.Request.Headers.AcceptLanguage.ToString());

    /// <summary><c>light</c>, <c>dark</c>, or empty for the system's setting.</summary>
    public string Theme { get; } = accessor.HttpContext?.Request.Cookies["theme"] is "light" or "dark" ? accessor.HttpContext.Request.Cookies["theme"]! : "";

    /// <summary>Whether the viewer may do this for the owner.</summary>
    public bool May(Scope scope) => Owner?.Permissions.Contains(scope) == true;

    /// <summary>Loads it from the API, with three requests at the same time.</summary>
    /// <exception cref="ApiException">The session has expired or the API does not respond.</exception>
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

    /// <summary>Returns null if this person may not see the answer, so that the rest of the page still loads.</summary>
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
