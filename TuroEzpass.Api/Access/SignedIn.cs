namespace TuroEzpass.Api.Access;

/// <summary>Who has signed in, whatever the owner: a feature of every request with a valid token.</summary>
/// <param name="Person">The person. One that is not <see cref="IsKnown"/> is made up from the sign-in and kept nowhere.</param>
/// <param name="IsKnown">Whether the sign-in is a person's here.</param>
/// <param name="IsOperator">By the person, or by a group at the identity provider.</param>
internal sealed record SignedIn(Person Person, bool IsKnown, bool IsOperator)
{
    /// <summary>The identity provider's sign-in, as <see cref="SignInId"/>; none with an opaque token.</summary>
    public string? SignIn { get; init; }

    /// <summary>The opaque token's id; none with an identity provider's.</summary>
    public string? TokenId { get; init; }

    /// <summary>The opaque token.</summary>
    public Token? Token { get; init; }

    /// <summary>Not by a personal access token: a script must not make tokens or members.</summary>
    public bool IsInPerson => Token is not { IsPersonal: true };

    /// <summary>Who made a request, for minimal APIs' binding.</summary>
    public static ValueTask<SignedIn?> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.Get<SignedIn>());
}
