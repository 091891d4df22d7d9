using Microsoft.Extensions.Options;
using TuroEzpass.Contracts;

namespace TuroEzpass.Api.Access;

/// <summary>Reads the section <c>Auth</c> and rejects invalid settings before anything starts.</summary>
public static class AuthOptionsReader
{
    private static readonly TimeSpan LongestSession = TimeSpan.FromDays(365);

    /// <summary>Reads and checks the options.</summary>
    /// <exception cref="OptionsValidationException">A value is missing or invalid, or a key is unknown; the message names each
    /// key and what it accepts.</exception>
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
            // The binder's message names the key: misspelled, or with a value of the wrong type.
            throw new OptionsValidationException(AuthOptions.Section, typeof(AuthOptions), [$"The section 'Auth' can't be read: {error.Message}"]);
        }

        var faults = Faults(options).ToList();
        return faults.Count == 0 ? options : throw new OptionsValidationException(AuthOptions.Section, typeof(AuthOptions), faults);
    }

    private static IEnumerable<string> Faults(AuthOptions options)
    {
        if (options.Mode is not (SignInMode.Local or SignInMode.Oidc))
            yield return "Auth:Mode is missing. Set it to 'Local' (accounts in the store) or 'Oidc' (an identity provider).";
        if (options.SessionLength < TimeSpan.FromMinutes(5) || options.SessionLength > LongestSession)
            yield return $"Auth:SessionLength '{options.SessionLength}' must be from 5 minutes to 365 days, such as '7.00:00:00'.";
        if (options.SignInsPerMinute < 1)
            yield return $"Auth:SignInsPerMinute '{options.SignInsPerMinute}' must be at least 1.";
        if (options.Mode != SignInMode.Oidc)
            yield break;
        if (!Uri.TryCreate(options.Oidc.Authority, UriKind.Absolute, out var authority) || authority.Scheme is not ("https" or "http"))
            yield return "Auth:Oidc:Authority is missing or not an address. Set it to the identity provider's address, such as 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_abc'.";
        else if (authority.Scheme == "http" && options.Oidc.RequireHttpsMetadata)
            yield return $"Auth:Oidc:Authority '{authority}' is not HTTPS. Only for a test on one machine, set Auth:Oidc:RequireHttpsMetadata to false.";
        if (string.IsNullOrWhiteSpace(options.Oidc.ClientId))
            yield return "Auth:Oidc:ClientId is missing. Set it to the application's client ID at the identity provider.";
        else if (options.Oidc.Audience == options.Oidc.ClientId)
            // An ID token's audience is always the client. Only a different audience distinguishes access tokens from ID tokens.
            yield return "Auth:Oidc:Audience is the same as Auth:Oidc:ClientId, so ID tokens would be accepted as access tokens. Set it to the API's own audience, or leave it out.";
    }
}
