namespace TuroEzpass.Core.Storage;

/// <summary>What the scraper needs to sign in at a portal, per owner, protected at rest. No text of this port, its
/// exceptions included, ever holds a user name, a password or a session.
/// <para>Throws <see cref="ArgumentException"/> for a caller's mistake and <see cref="StorageException"/> where the
/// store itself fails.</para></summary>
public interface ICredentialStore
{
    /// <summary>The credentials of this owner for this portal.</summary>
    Task<CredentialRead> ReadCredentialsAsync(OwnerId owner, string portal, CancellationToken cancellation = default);

    /// <summary>Stores or replaces them.</summary>
    Task<CredentialSave> SaveCredentialsAsync(
        OwnerId owner, string portal, PortalCredentials credentials, CancellationToken cancellation = default);

    /// <summary>Forgets them; nothing happens where there are none.</summary>
    Task<CredentialSave> ForgetCredentialsAsync(OwnerId owner, string portal, CancellationToken cancellation = default);

    /// <summary>The saved session of this owner at this portal.</summary>
    Task<SessionRead> ReadSessionAsync(OwnerId owner, string portal, CancellationToken cancellation = default);

    /// <summary>Stores or replaces the session: at most 1 MB, as the browser gives it.</summary>
    Task SaveSessionAsync(OwnerId owner, string portal, ReadOnlyMemory<byte> state, CancellationToken cancellation = default);

    /// <summary>Forgets the session; nothing happens where there is none.</summary>
    Task ForgetSessionAsync(OwnerId owner, string portal, CancellationToken cancellation = default);
}
