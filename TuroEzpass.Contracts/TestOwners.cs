namespace TuroEzpass.Contracts;

/// <summary>A temporary owner for testing the system, with its host's credentials. Shown only once.</summary>
/// <param name="Owner">Its ID.</param>
/// <param name="UserName">Local accounts: the user name.</param>
/// <param name="Password">Local accounts: the password.</param>
/// <param name="Token">Oidc: a session's token, because a test owner can't sign in at the identity provider.</param>
/// <param name="ExpiresAt">After this time, creating another test owner deletes this one.</param>
public sealed record TestOwner(string Owner, string? UserName, string? Password, string? Token, DateTimeOffset ExpiresAt)
{
    /// <inheritdoc />
    public override string ToString() => $"{nameof(TestOwner)} {Owner}";
}
