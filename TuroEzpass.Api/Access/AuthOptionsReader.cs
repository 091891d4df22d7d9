using Microsoft.Extensions.Options;
using TuroEzpass.Contracts;

namespace TuroEzpass.Api.Access;

/// <summary>Reads the section <c>Auth</c> and refuses what can't work, before anything is started.</summary>
public static class AuthOptionsReader
{
    private static readonly TimeSpan LongestSession = TimeSpan.FromDays(365);

    /// <summary>The options.</summary>
    /// <exception cref="OptionsValidationException">A value is missing or wrong, or a key is unknown; the text names each
    /// key and says what it takes.</exception>
    public static AuthOptions Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var options = new AuthOptions();
        try
        {
            configuration.GetSection(AuthOptions.Section).Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
        }
        catch (InvalidOperationException error)
        {
            // The binder's text names the key: a misspelt one, or one whose value is not of its kind.
            throw new OptionsValidationException(AuthOptions.Section, typeof(AuthOptions), [$"The section 'Auth' can't be read: {error.Message}"]);
        }

        var faults = Faults(options).ToList();
        return faults.Count == 0 ? options : throw new OptionsValidationException(AuthOptions.Section, typeof(AuthOptions), faults);
    }

    private static IEnumerable<string> Faults(AuthOptions options)
    {
        if (options.Mode is not (SignInMode.Local or SignInMode.Oidc))
            yield return "Auth:Mode is missing: say 'Local' (accounts in the store) or 'Oidc' (an identity provider).";
        if (options.SessionLength < TimeSpan.FromMinutes(5) || options.SessionLength > LongestSession)
            yield return $"Auth:SessionLength '{options.SessionLength}' is not between 5 minutes and 365 days, like '7.00:00:00'.";
        if (options.SignInsPerMinute < 1)
            yield return $"Auth:SignInsPerMinute '{options.SignInsPerMinute}' is not at least 1.";
        if (options.Mode != SignInMode.Oidc)
            yield break;
        if (!Uri.TryCreate(options.Oidc.Authority, UriKind.Absolute, out var authority) || authority.Scheme is not ("https" or "http"))
            yield return "Auth:Oidc:Authority is missing or no address: name the identity provider's, like 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_abc'.";
        else if (authority.Scheme == "http" && options.Oidc.RequireHttpsMetadata)
            yield return $"Auth:Oidc:Authority '{authority}' is not HTTPS. Only for a test on one machine, set Auth:Oidc:RequireHttpsMetadata to false.";
        if (string.IsNullOrWhiteSpace(options.Oidc.ClientId))
            yield return "Auth:Oidc:ClientId is missing: name the application's id at the identity provider.";
        else if (options.Oidc.Audience == options.Oidc.ClientId)
            // An id token's audience is always the client; an audience of its own is what tells access tokens from it.
            yield return "Auth:Oidc:Audience is the same as Auth:Oidc:ClientId, so id tokens would pass for access tokens: name the API's own audience, or none.";
    }
}
