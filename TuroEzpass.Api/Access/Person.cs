namespace TuroEzpass.Api.Access;

/// <summary>Somebody who may sign in. Which sign-ins are theirs is said here and nowhere else; of which owners they are a member is
/// said by the owners (<see cref="OwnerMembers"/>), and only looked for where <see cref="Owners"/> points.</summary>
/// <param name="Id">The person's id.</param>
/// <param name="Name">The name that others see.</param>
internal sealed record Person(string Id, string Name)
{
    /// <summary>Owners that may have this person as a member, first one first.</summary>
    public IReadOnlyList<string> Owners { get; init; } = [];

    /// <summary>The identity providers' sign-ins, as <see cref="SignInId"/>.</summary>
    public IReadOnlyList<string> SignIns { get; init; } = [];

    /// <summary>Open codes that attach another sign-in.</summary>
    public IReadOnlyList<LinkCode> Codes { get; init; } = [];

    /// <summary>Keeps the system running.</summary>
    public bool Operator { get; init; }

    /// <summary>Locked out.</summary>
    public bool Disabled { get; init; }

    /// <summary>Sessions that began earlier are over: the password was changed.</summary>
    public DateTimeOffset SessionsFrom { get; init; }

    /// <summary>With this owner to look at.</summary>
    public Person LookingAt(string owner) => Owners.Contains(owner) ? this : this with { Owners = [.. Owners, owner] };

    /// <summary>With the sign-in that the code attaches; null where the code is not open.</summary>
    public Person? Linked(string code, string? signIn, DateTimeOffset now) => !Codes.Any(open => open.Hash == code && open.Expires > now)
        ? null
        : this with
        {
            Codes = [.. Codes.Where(open => open.Hash != code && open.Expires > now)],
            SignIns = signIn is null ? SignIns : [.. SignIns, signIn],
            // Whoever needed the code lost the old way in; what was opened by it is shut.
            SessionsFrom = now,
        };
}

/// <summary>A code that attaches another sign-in to its person, once.</summary>
/// <param name="Hash">What is kept of it.</param>
/// <param name="Expires">When it ends.</param>
internal sealed record LinkCode(string Hash, DateTimeOffset Expires);

/// <summary>A sign-in at an identity provider: the issuer's and subject's SHA-256.</summary>
internal static class SignInId
{
    /// <summary>The id of a sign-in.</summary>
    public static string Of(string issuer, string subject) => Convert.ToHexStringLower(
        System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{issuer}\n{subject}")));
}
