using NodaTime;

namespace TuroEzpass.Core.Storage;

/// <summary>A sign-in at a portal. Not a record, so that printing it shows nothing.</summary>
public sealed class PortalCredentials
{
    /// <summary>A sign-in.</summary>
    /// <exception cref="ArgumentException">User name or password is empty, or longer than 500 characters.</exception>
    public PortalCredentials(string userName, string password)
    {
        if (userName is not { Length: > 0 and <= 500 })
            throw new ArgumentException("The user name has 1 to 500 characters.", nameof(userName));
        if (password is not { Length: > 0 and <= 500 })
            throw new ArgumentException("The password has 1 to 500 characters.", nameof(password));
        (UserName, Password) = (userName, password);
    }

    /// <summary>User name or e-mail address.</summary>
    public string UserName { get; }

    /// <summary>Password.</summary>
    public string Password { get; }

    /// <summary>Says what it is, not what it holds.</summary>
    public override string ToString() => "portal credentials (hidden)";
}

/// <summary>The answer to reading credentials: <see cref="Found"/>, <see cref="Missing"/> or <see cref="Unreadable"/>.</summary>
public abstract record CredentialRead
{
    private CredentialRead() { }

    /// <summary>Here they are.</summary>
    public sealed record Found(PortalCredentials Credentials) : CredentialRead;

    /// <summary>None are stored.</summary>
    /// <param name="Remedy">How to store them.</param>
    public sealed record Missing(string Remedy) : CredentialRead;

    /// <summary>Something is stored that can't be read: the keys are gone, or it is not of the shape.</summary>
    /// <param name="Remedy">What to do.</param>
    public sealed record Unreadable(string Remedy) : CredentialRead;
}

/// <summary>The answer to saving or forgetting credentials: <see cref="Done"/> or <see cref="ManagedElsewhere"/>.</summary>
public abstract record CredentialSave
{
    private CredentialSave() { }

    /// <summary>It took effect.</summary>
    public sealed record Done : CredentialSave;

    /// <summary>These are the operator's secrets in Secrets Manager, changed there and not from here.</summary>
    /// <param name="Remedy">The command that changes them.</param>
    public sealed record ManagedElsewhere(string Remedy) : CredentialSave;
}

/// <summary>The answer to reading a session: <see cref="Found"/>, <see cref="Missing"/> or <see cref="Unreadable"/>.</summary>
public abstract record SessionRead
{
    private SessionRead() { }

    /// <summary>A session, as it was saved. A class of its own, so that printing shows nothing of it.</summary>
    /// <param name="State">The browser's state.</param>
    /// <param name="SavedAt">When it was saved.</param>
    public sealed record Found(ReadOnlyMemory<byte> State, Instant SavedAt) : SessionRead
    {
        /// <summary>Says when it was saved, not what it holds.</summary>
        public override string ToString() => $"session saved at {SavedAt} (hidden)";
    }

    /// <summary>None is saved: sign in.</summary>
    public sealed record Missing : SessionRead;

    /// <summary>Something is saved that can't be read, for the keys are gone: sign in anew.</summary>
    public sealed record Unreadable : SessionRead;
}
