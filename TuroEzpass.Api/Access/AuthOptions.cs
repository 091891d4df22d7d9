using TuroEzpass.Contracts;

namespace TuroEzpass.Api.Access;

/// <summary>The configuration section <c>Auth</c>: how users sign in.</summary>
public sealed class AuthOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Auth";

    /// <summary><c>Local</c> accounts or an identity provider (<c>Oidc</c>). Required: there is no default.</summary>
    public SignInMode? Mode { get; set; }

    /// <summary>The identity provider.</summary>
    public OidcOptions Oidc { get; set; } = new();

    /// <summary>With <c>Oidc</c>: whether a new user gets an account at first sign-in. Otherwise new users need an invitation.</summary>
    public bool AllowRegistration { get; set; }

    /// <summary>How long a session lasts.</summary>
    public TimeSpan SessionLength { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How many times per minute one IP address may try to sign in, set up or use a code.</summary>
    public int SignInsPerMinute { get; set; } = 30;

    /// <summary>The dashboard's address, for the setup link that is printed.</summary>
    public Uri? WebUrl { get; set; }
}

/// <summary>An OpenID Connect identity provider, such as Cognito.</summary>
public sealed class OidcOptions
{
    /// <summary>The identity provider's address, which serves <c>/.well-known/openid-configuration</c>.</summary>
    public string? Authority { get; set; }

    /// <summary>The application's client ID at the provider.</summary>
    public string? ClientId { get; set; }

    /// <summary>The <c>aud</c> of access tokens. Cognito's tokens have none: leave it out, and <c>client_id</c> and <c>token_use</c> are
    /// checked instead.</summary>
    public string? Audience { get; set; }

    /// <summary>Whether the provider's address must be HTTPS.</summary>
    public bool RequireHttpsMetadata { get; set; } = true;

    /// <summary>The group whose members are operators.</summary>
    public string OperatorsGroup { get; set; } = "operators";

    /// <summary>The token claim that lists a user's groups.</summary>
    public string GroupsClaim { get; set; } = "cognito:groups";
}
