using NodaTime;

namespace TuroEzpass.Core.Storage;

/// <summary>A user name and password for a portal. Not a record, so that printing it shows nothing.</summary>
public sealed class PortalCredentials
{
    /// <summary>Creates the credentials.</summary>
    /// <exception cref="ArgumentException">The user name or password is empty or longer than 500 characters.</exception>
    public PortalCredentials(string userName, string password)
    {
        if (userName is not { Length: > 0 and <= 500 })
            throw new ArgumentException("The user name must have 1 to 500 characters.", nameof(userName));
        if (password is not { Length: > 0 and <= 500 })
            throw new ArgumentException("The password must have 1 to 500 characters.", nameof(password));
        (UserName, Password) = (userName, password);
    }

    /// <summary>User name or mail address.</summary>
    public string UserName { get; }

    /// <summary>Password.</summary>
    public string Password { get; }

    /// <summary>Describes the object without its contents.</summary>
    public override string ToString() => "portal credentials (hidden)";
}

/// <summary>The result of reading credentials: <see cref="Found"/>, <see cref="Missing"/> or <see cref="Unreadable"/>.</summary>
public abstract record CredentialRead
{
    private CredentialRead() { }

    /// <summary>The credentials.</summary>
    public sealed record Found(PortalCredentials Credentials) : CredentialRead;

    /// <summary>No credentials are stored.</summary>
    /// <param name="Remedy">How to store them.</param>
    public sealed record Missing(string Remedy) : CredentialRead;

    /// <summary>The stored credentials can't be read: the keys are missing, or the format is wrong.</summary>
    /// <param name="Remedy">What to do.</param>
    public sealed record Unreadable(string Remedy) : CredentialRead;
}

/// <summary>The result of saving or deleting credentials: <see cref="Done"/> or <see cref="ManagedElsewhere"/>.</summary>
public abstract record CredentialSave
{
    private CredentialSave() { }

    /// <summary>The change took effect.</summary>
    public sealed record Done : CredentialSave;

    /// <summary>The credentials are the operator's secrets in Secrets Manager and must be changed there.</summary>
    /// <param name="Remedy">The command that changes them.</param>
    public sealed record ManagedElsewhere(string Remedy) : CredentialSave;
}

/// <summary>The result of reading a session: <see cref="Found"/>, <see cref="Missing"/> or <see cref="Unreadable"/>.</summary>
public abstract record SessionRead
{
    private SessionRead() { }

    /// <summary>A saved session. Printing it does not show its contents.</summary>
    /// <param name="State">The browser's state.</param>
    /// <param name="SavedAt">When it was saved.</param>
    public sealed record Found(ReadOnlyMemory<byte> State, Instant SavedAt) : SessionRead
    {
        /// <summary>Shows when it was saved, not its contents.</summary>
        public override string ToString() => $"session saved at {SavedAt} (hidden)";
    }

    /// <summary>No session is saved: sign in.</summary>
    public sealed record Missing : SessionRead;

    /// <summary>The saved session can't be read because the keys are missing: sign in again.</summary>
    public sealed record Unreadable : SessionRead;
}
