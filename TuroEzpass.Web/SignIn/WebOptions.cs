namespace TuroEzpass.Web.SignIn;

/// <summary>The configuration section <c>Web</c>.</summary>
public sealed class WebOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Web";

    /// <summary>Where the API is, where no service discovery tells: <c>http://127.0.0.1:5080</c>.</summary>
    public Uri Api { get; set; } = new("https+http://api");

    /// <summary>The identity provider, where the API's <c>Auth:Mode</c> is <c>Oidc</c>.</summary>
    public WebOidcOptions? Oidc { get; set; }
}

/// <summary>An identity provider, as the Web signs people in there: code flow with PKCE.</summary>
public sealed class WebOidcOptions
{
    /// <summary>Its address.</summary>
    public string Authority { get; set; } = "";

    /// <summary>The application's id there.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The application's secret, where it has one.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>What is asked for, separated by spaces. The API's own scope belongs here where its audience needs one.</summary>
    public string Scope { get; set; } = "openid profile";

    /// <summary>Whether its address must be HTTPS.</summary>
    public bool RequireHttpsMetadata { get; set; } = true;
}
