using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using TuroEzpass.Contracts;
using Claim = System.Security.Claims.Claim;

namespace TuroEzpass.Web.SignIn;

/// <summary>What the session cookie holds: a feature of every request of somebody who is signed in.</summary>
/// <param name="Token">The API's token. It never leaves the Web but inside the encrypted cookie.</param>
/// <param name="ExpiresAt">When the token ends.</param>
/// <param name="Owner">The owner that is looked at; null for the person's first.</param>
public sealed record WebSession(string Token, DateTimeOffset ExpiresAt, string? Owner)
{
    private const string OwnerKey = ".owner";
    private const string ExpiresKey = "expires_at";
    private const string TokenKey = "access_token";

    /// <summary>How long a session lasts that nobody uses; with use, it slides up to the token's end.</summary>
    public static TimeSpan Idle { get; } = TimeSpan.FromDays(2);

    /// <inheritdoc />
    public override string ToString() => $"{nameof(WebSession)} until {ExpiresAt:O}";

    /// <summary>Signs the browser in.</summary>
    public static Task BeginAsync(HttpContext context, Session session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return new WebSession(session.Token, session.ExpiresAt, null).StoreAsync(context);
    }

    /// <summary>The same session, looking at another owner.</summary>
    public Task LookAtAsync(HttpContext context, string owner) => (this with { Owner = owner }).StoreAsync(context);

    /// <summary>Reads it from a cookie that was decrypted; null where it is over.</summary>
    public static WebSession? Read(AuthenticationProperties properties, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(properties);
        if (properties.GetTokenValue(TokenKey) is not { } token || !DateTimeOffset.TryParse(properties.GetTokenValue(ExpiresKey), null, out var expires) || expires <= now)
            return null;
        return new WebSession(token, expires, properties.GetString(OwnerKey));
    }

    /// <summary>Keeps a token in a cookie's properties.</summary>
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

    /// <summary>Somebody; who exactly, the API says to whoever holds the token.</summary>
    public static ClaimsPrincipal Principal { get; } = new(new ClaimsIdentity([new Claim(ClaimTypes.Name, "signed in")], CookieAuthenticationDefaults.AuthenticationScheme));
}
