namespace TuroEzpass.Web.SignIn;

/// <summary>The configuration section <c>Web</c>.</summary>
public sealed class WebOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Web";

    /// <summary>The API's address if there is no service discovery: <c>http://127.0.0.1:5080</c>.</summary>
    public Uri Api { get; set; } = new("https+http://api");

    /// <summary>The identity provider, if the API's <c>Auth:Mode</c> is <c>Oidc</c>.</summary>
    public WebOidcOptions? Oidc { get; set; }
}

/// <summary>The identity provider that the dashboard signs users in with: code flow with PKCE.</summary>
public sealed class WebOidcOptions
{
    /// <summary>The identity provider's address.</summary>
    public string Authority { get; set; } = "";

    /// <summary>The application's client ID at the provider.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The application's client secret, if it has one.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>The scopes to request, separated by spaces. Add the API's own scope if its audience needs one.</summary>
    public string Scope { get; set; } = "openid profile";

    /// <summary>Whether the provider's address must be HTTPS.</summary>
    public bool RequireHttpsMetadata { get; set; } = true;
}
