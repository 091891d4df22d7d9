namespace TuroEzpass.Api.Access;

/// <summary>A person who may sign in. The authoritative list of a person's sign-ins. Memberships are stored with the owners
/// (<see cref="OwnerMembers"/>); <see cref="Owners"/> only says where to look.</summary>
/// <param name="Id">The person's ID.</param>
/// <param name="Name">The name that others see.</param>
internal sealed record Person(string Id, string Name)
{
    /// <summary>Owners that may have this person as a member, the default owner first.</summary>
    public IReadOnlyList<string> Owners { get; init; } = [];

    /// <summary>Sign-ins at the identity provider, as <see cref="SignInId"/>.</summary>
    public IReadOnlyList<string> SignIns { get; init; } = [];

    /// <summary>Open codes that link another sign-in.</summary>
    public IReadOnlyList<LinkCode> Codes { get; init; } = [];

    /// <summary>Whether the person is an operator.</summary>
    public bool Operator { get; init; }

    /// <summary>Whether the person is locked out.</summary>
    public bool Disabled { get; init; }

    /// <summary>Sessions that started earlier are no longer valid, because the password was changed.</summary>
    public DateTimeOffset SessionsFrom { get; init; }

    /// <summary>Adds an owner to look at.</summary>
    public Person LookingAt(string owner) => Owners.Contains(owner) ? this : this with { Owners = [.. Owners, owner] };

    /// <summary>Adds the sign-in that the code links; null if the code is not open.</summary>
    public Person? Linked(string code, string? signIn, DateTimeOffset now) => !Codes.Any(open => open.Hash == code && open.Expires > now)
        ? null
        : this with
        {
            Codes = [.. Codes.Where(open => open.Hash != code && open.Expires > now)],
            SignIns = signIn is null ? SignIns : [.. SignIns, signIn],
            // The code was needed because the old sign-in was lost, so sessions opened with it end.
            SessionsFrom = now,
        };
}

/// <summary>A one-time code that links another sign-in to its person.</summary>
/// <param name="Hash">The code's hash; the code itself is not stored.</param>
/// <param name="Expires">When it expires.</param>
internal sealed record LinkCode(string Hash, DateTimeOffset Expires);

/// <summary>Identifies a sign-in at an identity provider: the SHA-256 of issuer and subject.</summary>
internal static class SignInId
{
    /// <summary>The ID of a sign-in.</summary>
    public static string Of(string issuer, string subject) => Convert.ToHexStringLower(
        System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{issuer}\n{subject}")));
}
