using Microsoft.AspNetCore.Html;

namespace TuroEzpass.PortalSimulator.Portals;

/// <summary>Where and how a portal signs people in. Paths begin below the portal's prefix.</summary>
/// <param name="Login">The form's path.</param>
/// <param name="Code">The path of the form for a one-time code.</param>
/// <param name="Home">Where one comes after it.</param>
/// <param name="User">The field for the user name.</param>
/// <param name="Password">The field for the password.</param>
/// <param name="Title">The form's title.</param>
/// <param name="Button">The button's text.</param>
internal sealed record SignInPlace(string Login, string Code, string Home, FieldName User, FieldName Password, string Title, string Button)
{
    /// <summary>The form's id.</summary>
    public string FormId { get; init; } = "signInForm";

    /// <summary>The button's name.</summary>
    public string ButtonName { get; init; } = "signIn";

    /// <summary>The field for what was read from the captcha's picture.</summary>
    public string CaptchaField { get; init; } = "captcha";

    /// <summary>What stands in the form while the portal wants a captcha.</summary>
    public IHtmlContent? Captcha { get; init; }

    /// <summary>Whether the forms carry a token that must come back.</summary>
    public bool HasFormToken { get; init; }
}
