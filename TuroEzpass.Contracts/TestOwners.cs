namespace TuroEzpass.Contracts;

/// <summary>An owner that was made only to try the system, and the sign-in of its host. The only time that it is shown.</summary>
/// <param name="Owner">Its id.</param>
/// <param name="UserName">Local: the user name to sign in with.</param>
/// <param name="Password">Local: the password.</param>
/// <param name="Token">Oidc: a session's token, for nobody can sign in at the identity provider for it.</param>
/// <param name="ExpiresAt">From then on the next one that is made takes this one away.</param>
public sealed record TestOwner(string Owner, string? UserName, string? Password, string? Token, DateTimeOffset ExpiresAt)
{
    /// <inheritdoc />
    public override string ToString() => $"{nameof(TestOwner)} {Owner}";
}
