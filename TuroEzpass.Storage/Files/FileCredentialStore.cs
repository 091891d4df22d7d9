using System.Buffers.Binary;
using System.Text.Json;
using NodaTime;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Storage.Files;

/// <summary>Credentials and sessions as encrypted files in <c>secrets/&lt;owner&gt;/</c> of the data folder. Each file is
/// bound to its owner and portal: copied to another location, it can't be read.</summary>
/// <param name="dataFolder">The data folder.</param>
/// <param name="keys">The folder's key ring.</param>
/// <param name="clock">For the time at which sessions are saved.</param>
public sealed class FileCredentialStore(string dataFolder, LocalKeys keys, IClock clock) : ICredentialStore
{
    private readonly string root = Path.Combine(Path.GetFullPath(dataFolder), "secrets");

    /// <inheritdoc />
    public Task<CredentialRead> ReadCredentialsAsync(OwnerId owner, string portal, CancellationToken cancellation = default)
    {
        StorageLimits.CheckPortal(portal);
        cancellation.ThrowIfCancellationRequested();
        var remedy = $"Store the credentials of '{owner}' for '{portal}': turoezpass credentials set {portal}";
        if (Read(owner, portal, "credentials") is not { } hidden) return Task.FromResult<CredentialRead>(new CredentialRead.Missing(remedy));
        if (keys.Unprotect(hidden, Purposes(owner, portal, "credentials")) is { } plain
            && JsonSerializer.Deserialize<string[]>(plain) is [var userName, var password])
        {
            return Task.FromResult<CredentialRead>(new CredentialRead.Found(new PortalCredentials(userName, password)));
        }
        return Task.FromResult<CredentialRead>(new CredentialRead.Unreadable(
            $"The stored credentials can't be read with the keys in this data folder. {remedy}"));
    }

    /// <inheritdoc />
    public Task<CredentialSave> SaveCredentialsAsync(
        OwnerId owner, string portal, PortalCredentials credentials, CancellationToken cancellation = default)
    {
        StorageLimits.CheckPortal(portal);
        ArgumentNullException.ThrowIfNull(credentials);
        cancellation.ThrowIfCancellationRequested();
        var plain = JsonSerializer.SerializeToUtf8Bytes(new[] { credentials.UserName, credentials.Password });
        DurableFiles.Write(PathOf(owner, portal, "credentials"), keys.Protect(plain, Purposes(owner, portal, "credentials")));
        return Task.FromResult<CredentialSave>(new CredentialSave.Done());
    }

    /// <inheritdoc />
    public Task<CredentialSave> ForgetCredentialsAsync(OwnerId owner, string portal, CancellationToken cancellation = default)
    {
        StorageLimits.CheckPortal(portal);
        cancellation.ThrowIfCancellationRequested();
        DurableFiles.Delete(PathOf(owner, portal, "credentials"));
        return Task.FromResult<CredentialSave>(new CredentialSave.Done());
    }

    /// <inheritdoc />
    public Task<SessionRead> ReadSessionAsync(OwnerId owner, string portal, CancellationToken cancellation = default)
    {
        StorageLimits.CheckPortal(portal);
        cancellation.ThrowIfCancellationRequested();
        if (Read(owner, portal, "session") is not { } hidden) return Task.FromResult<SessionRead>(new SessionRead.Missing());
        return Task.FromResult<SessionRead>(keys.Unprotect(hidden, Purposes(owner, portal, "session")) is { Length: > sizeof(long) } plain
            ? new SessionRead.Found(plain.AsMemory(sizeof(long)), Instant.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(plain)))
            : new SessionRead.Unreadable());
    }

    /// <inheritdoc />
    public Task SaveSessionAsync(OwnerId owner, string portal, ReadOnlyMemory<byte> state, CancellationToken cancellation = default)
    {
        StorageLimits.CheckPortal(portal);
        StorageLimits.CheckSession(state);
        cancellation.ThrowIfCancellationRequested();
        var plain = new byte[sizeof(long) + state.Length];
        BinaryPrimitives.WriteInt64BigEndian(plain, clock.GetCurrentInstant().ToUnixTimeMilliseconds());
        state.Span.CopyTo(plain.AsSpan(sizeof(long)));
        DurableFiles.Write(PathOf(owner, portal, "session"), keys.Protect(plain, Purposes(owner, portal, "session")));
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task ForgetSessionAsync(OwnerId owner, string portal, CancellationToken cancellation = default)
    {
        StorageLimits.CheckPortal(portal);
        cancellation.ThrowIfCancellationRequested();
        DurableFiles.Delete(PathOf(owner, portal, "session"));
        return Task.CompletedTask;
    }

    private static string[] Purposes(OwnerId owner, string portal, string what) => [what, owner.Text, portal];

    private string PathOf(OwnerId owner, string portal, string what) => Path.Combine(root, owner.Text, $"{portal}.{what}");

    private byte[]? Read(OwnerId owner, string portal, string what)
    {
        var path = PathOf(owner, portal, what);
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception error) when (DurableFiles.Translate(error, path) is { } fault)
        {
            throw fault;
        }
    }
}
