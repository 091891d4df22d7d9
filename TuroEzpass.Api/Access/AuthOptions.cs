using TuroEzpass.Contracts;

namespace TuroEzpass.Api.Access;

/// <summary>The configuration section <c>Auth</c>: how people sign in, whatever the store is.</summary>
public sealed class AuthOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Auth";

    /// <summary>Local accounts or an identity provider; there is no default, for a guess would open or shut the wrong door.</summary>
    public SignInMode? Mode { get; set; }

    /// <summary>The identity provider.</summary>
    public OidcOptions Oidc { get; set; } = new();

    /// <summary>Oidc: whether a sign-in that is not known yet makes an owner of its own. Otherwise it needs an invitation.</summary>
    public bool AllowRegistration { get; set; }

    /// <summary>How long a session lasts.</summary>
    public TimeSpan SessionLength { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How often a minute one address may try to sign in, set up or use a code.</summary>
    public int SignInsPerMinute { get; set; } = 30;

    /// <summary>Where the Web is, for the set-up link that is printed.</summary>
    public Uri? WebUrl { get; set; }
}

/// <summary>An identity provider: Cognito, or any other of OpenID Connect.</summary>
public sealed class OidcOptions
{
    /// <summary>Its address, where <c>/.well-known/openid-configuration</c> is.</summary>
    public string? Authority { get; set; }

    /// <summary>The application's id there.</summary>
    public string? ClientId { get; set; }

    /// <summary>What access tokens name as <c>aud</c>. Cognito's have none: leave it out, and their <c>client_id</c> and
    /// <c>token_use</c> are checked instead.</summary>
    public string? Audience { get; set; }

    /// <summary>Whether its address must be HTTPS.</summary>
    public bool RequireHttpsMetadata { get; set; } = true;

    /// <summary>The group whose people are operators.</summary>
    public string OperatorsGroup { get; set; } = "operators";

    /// <summary>The claim that names a person's groups.</summary>
    public string GroupsClaim { get; set; } = "cognito:groups";
}
