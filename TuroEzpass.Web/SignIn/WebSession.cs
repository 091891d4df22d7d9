using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using TuroEzpass.Contracts;
using Claim = System.Security.Claims.Claim;

namespace TuroEzpass.Web.SignIn;

/// <summary>The content of the session cookie, a feature of every request by a signed-in person.</summary>
/// <param name="Token">The API's token. It leaves the Web only inside the encrypted cookie.</param>
/// <param name="ExpiresAt">When the token expires.</param>
/// <param name="Owner">The selected owner; null for the person's first.</param>
public sealed record WebSession(string Token, DateTimeOffset ExpiresAt, string? Owner)
{
    private const string OwnerKey = ".owner";
    private const string ExpiresKey = "expires_at";
    private const string TokenKey = "access_token";

    /// <summary>How long an unused session lasts. Use extends it, up to the token's expiry.</summary>
    public static TimeSpan Idle { get; } = TimeSpan.FromDays(2);

    /// <inheritdoc />
    public override string ToString() => $"{nameof(WebSession)} until {ExpiresAt:O}";

    /// <summary>Signs the browser in.</summary>
    public static Task BeginAsync(HttpContext context, Session session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return new WebSession(session.Token, session.ExpiresAt, null).StoreAsync(context);
    }

    /// <summary>Selects another owner in this session.</summary>
    public Task LookAtAsync(HttpContext context, string owner) => (this with { Owner = owner }).StoreAsync(context);

    /// <summary>Reads the session from a decrypted cookie; null if it has expired.</summary>
    public static WebSession? Read(AuthenticationProperties properties, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(properties);
        if (properties.GetTokenValue(TokenKey) is not { } token || !DateTimeOffset.TryParse(properties.GetTokenValue(ExpiresKey), null, out var expires) || expires <= now)
            return null;
        return new WebSession(token, expires, properties.GetString(OwnerKey));
    }

    /// <summary>Writes the session to a cookie's properties.</summary>
    public void Write(AuthenticationProperties properties, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(properties);
        properties.StoreTokens([new() { Name = TokenKey, Value = Token }, new() { Name = ExpiresKey, Value = ExpiresAt.ToString("O") }]);
        properties.SetString(OwnerKey, Owner);
        properties.IsPersistent = true;
        properties.AllowRefresh = true;
        properties.IssuedUtc = now;
        properties.ExpiresUtc = ExpiresAt < now + Idle ? ExpiresAt : now + Idle;
    }

    private Task StoreAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var properties = new AuthenticationProperties();
        Write(properties, DateTimeOffset.UtcNow);
        return context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, Principal, properties);
    }

    /// <summary>A signed-in person without identity: only the API knows who it is.</summary>
    public static ClaimsPrincipal Principal { get; } = new(new ClaimsIdentity([new Claim(ClaimTypes.Name, "signed in")], CookieAuthenticationDefaults.AuthenticationScheme));
}
