using Microsoft.AspNetCore.Html;

namespace TuroEzpass.PortalSimulator.Portals;

/// <summary>Where and how users sign in to a portal. Paths are relative to the portal's prefix.</summary>
/// <param name="Login">The form's path.</param>
/// <param name="Code">The path of the form for a one-time code.</param>
/// <param name="Home">The page after sign-in.</param>
/// <param name="User">The user name's field.</param>
/// <param name="Password">The password's field.</param>
/// <param name="Title">The form's title.</param>
/// <param name="Button">The button's text.</param>
internal sealed record SignInPlace(string Login, string Code, string Home, FieldName User, FieldName Password, string Title, string Button)
{
    /// <summary>The form's ID.</summary>
    public string FormId { get; init; } = "signInForm";

    /// <summary>The button's name.</summary>
    public string ButtonName { get; init; } = "signIn";

    /// <summary>The name of the field for the captcha's text.</summary>
    public string CaptchaField { get; init; } = "captcha";

    /// <summary>The form's content while the portal requires a captcha.</summary>
    public IHtmlContent? Captcha { get; init; }

    /// <summary>Whether the forms contain a token that must be sent back.</summary>
    public bool HasFormToken { get; init; }
}
