namespace TuroEzpass.Core.Storage;

/// <summary>What the scraper needs to sign in at a portal, per owner, encrypted at rest. No text of this port, including
/// its exceptions, ever contains a user name, a password or a session.
/// <para>Throws <see cref="ArgumentException"/> for a caller's mistake and <see cref="StorageException"/> if the
/// store itself fails.</para></summary>
public interface ICredentialStore
{
    /// <summary>Reads the owner's credentials for a portal.</summary>
    Task<CredentialRead> ReadCredentialsAsync(OwnerId owner, string portal, CancellationToken cancellation = default);

    /// <summary>Stores or replaces the credentials.</summary>
    Task<CredentialSave> SaveCredentialsAsync(
        OwnerId owner, string portal, PortalCredentials credentials, CancellationToken cancellation = default);

    /// <summary>Deletes the credentials, if there are any.</summary>
    Task<CredentialSave> ForgetCredentialsAsync(OwnerId owner, string portal, CancellationToken cancellation = default);

    /// <summary>Reads the owner's saved session at a portal.</summary>
    Task<SessionRead> ReadSessionAsync(OwnerId owner, string portal, CancellationToken cancellation = default);

    /// <summary>Stores or replaces the session: at most 1 MB, in the browser's format.</summary>
    Task SaveSessionAsync(OwnerId owner, string portal, ReadOnlyMemory<byte> state, CancellationToken cancellation = default);

    /// <summary>Deletes the session, if there is one.</summary>
    Task ForgetSessionAsync(OwnerId owner, string portal, CancellationToken cancellation = default);
}
