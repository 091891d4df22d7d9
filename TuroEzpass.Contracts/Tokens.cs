namespace TuroEzpass.Contracts;

/// <summary>Creates a personal access token.</summary>
/// <param name="Name">The token's purpose; 1–100 characters.</param>
/// <param name="Scopes">The permissions; at most the person's own.</param>
/// <param name="ExpiresAt">When it expires: at most a year from now. Default: 90 days.</param>
public sealed record NewToken(string Name, IReadOnlyList<Scope> Scopes, DateTimeOffset? ExpiresAt = null);

/// <summary>A new personal access token. Shown only once.</summary>
/// <param name="Token">The token to send as <c>Authorization: Bearer</c>.</param>
/// <param name="Info">The stored record.</param>
public sealed record MadeToken(string Token, TokenInfo Info)
{
    /// <inheritdoc />
    public override string ToString() => $"{nameof(MadeToken)} {Info}";
}

/// <summary>The stored record of a personal access token.</summary>
/// <param name="Id">Its ID, for revoking it.</param>
/// <param name="Name">Its purpose.</param>
/// <param name="Owner">The owner that it is for.</param>
/// <param name="Scopes">Its permissions, as long as the person has them.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="ExpiresAt">When it expires.</param>
/// <param name="LastUsedAt">When it was last used, precise to the hour.</param>
public sealed record TokenInfo(
    string Id, string Name, string Owner, IReadOnlyList<Scope> Scopes, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? LastUsedAt);
