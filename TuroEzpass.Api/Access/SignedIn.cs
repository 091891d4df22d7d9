namespace TuroEzpass.Api.Access;

/// <summary>The signed-in person, independent of any owner: a feature of every request with a valid token.</summary>
/// <param name="Person">The person. If not <see cref="IsKnown"/>, it was derived from the sign-in and is not stored.</param>
/// <param name="IsKnown">Whether the sign-in belongs to a stored person.</param>
/// <param name="IsOperator">Whether the person is an operator, by the stored record or by a group at the identity provider.</param>
internal sealed record SignedIn(Person Person, bool IsKnown, bool IsOperator)
{
    /// <summary>The identity provider's sign-in, as <see cref="SignInId"/>; null with an opaque token.</summary>
    public string? SignIn { get; init; }

    /// <summary>The opaque token's ID; null with an identity provider's token.</summary>
    public string? TokenId { get; init; }

    /// <summary>The opaque token.</summary>
    public Token? Token { get; init; }

    /// <summary>False for a personal access token: scripts must not create tokens or members.</summary>
    public bool IsInPerson => Token is not { IsPersonal: true };

    /// <summary>Binds the signed-in person as a parameter in minimal APIs.</summary>
    public static ValueTask<SignedIn?> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.Get<SignedIn>());
}
