namespace TuroEzpass.Contracts;

/// <summary>Asks for a personal access token.</summary>
/// <param name="Name">What it is for; 1–100 characters.</param>
/// <param name="Scopes">What it may do, at most what its person may.</param>
/// <param name="ExpiresAt">When it ends: within a year, and in 90 days unless told.</param>
public sealed record NewToken(string Name, IReadOnlyList<Scope> Scopes, DateTimeOffset? ExpiresAt = null);

/// <summary>A personal access token, just made. The only time that it is shown.</summary>
/// <param name="Token">To be sent as <c>Authorization: Bearer</c>.</param>
/// <param name="Info">What is kept of it.</param>
public sealed record MadeToken(string Token, TokenInfo Info)
{
    /// <inheritdoc />
    public override string ToString() => $"{nameof(MadeToken)} {Info}";
}

/// <summary>What is kept of a personal access token.</summary>
/// <param name="Id">Its id, for revoking it.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Owner">The owner that it is for.</param>
/// <param name="Scopes">What it may do, as long as its person may.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it ends.</param>
/// <param name="LastUsedAt">When it was last used, to the hour.</param>
public sealed record TokenInfo(
    string Id, string Name, string Owner, IReadOnlyList<Scope> Scopes, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? LastUsedAt);
