using TuroEzpass.PortalSimulator.Access;

namespace TuroEzpass.PortalSimulator.Pages;

/// <summary>Pages that any portal can show instead of the requested one.</summary>
internal static class Notices
{
    public static Page Unavailable(Portal portal) => new("Service Unavailable", portal.Name, Html.Of($"<p>The server is temporarily unable to service your request. Please try again later.</p>"))
    {
        Status = StatusCodes.Status503ServiceUnavailable,
    };

    public static Page Maintenance(Portal portal) => new(
        "Scheduled Maintenance", portal.Name,
        Html.Of($"""<p role="alert">Our website is down for scheduled maintenance. We apologize for the inconvenience. Please check back later.</p>"""));

    /// <summary>The page that bot protection shows: no form, and nothing to solve.</summary>
    public static Page Blocked(Portal portal) => new(
        portal.Id == PortalIds.Turo ? "You’ve been blocked" : "Access denied", portal.Name,
        Html.Of($"<p>Request unsuccessful. Incident ID: 000000000000000000-0000000000000000</p>"))
    {
        Status = StatusCodes.Status403Forbidden,
    };

    /// <summary>The target of a redirect to another origin than the portal.</summary>
    public static Page Foreign(Portal portal) => new("Another site", portal.Name, Html.Of($"<p>This page represents a site that is not related to the portal.</p>"));

    /// <summary>The message on the sign-in form.</summary>
    public static string? Of(SignInOutcome outcome) => outcome switch
    {
        SignInOutcome.Refused => "The username or password you entered is incorrect. Please try again.",
        SignInOutcome.CaptchaNeeded => "The characters you entered did not match the image. Please try again.",
        SignInOutcome.Locked => "Your account has been locked due to too many failed sign-in attempts. Please contact customer service.",
        SignInOutcome.Elsewhere => "Account already logged in. This account is signed in at another place. Please try again in 10 minutes.",
        _ => null,
    };

    /// <summary>The message on the form for the code.</summary>
    public const string WrongCode = "The code you entered is incorrect.";

    /// <summary>The message after a session has expired.</summary>
    public const string Expired = "Your session has expired. Please sign in again.";
}
