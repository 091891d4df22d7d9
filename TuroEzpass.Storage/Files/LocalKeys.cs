using System.Diagnostics;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Storage.Files;

/// <summary>The keys that encrypt the embedded store's secrets: an ASP.NET Core Data Protection key ring in
/// <c>keys/</c> of the data folder, separate from the hosts' own rings, so that no host's settings can make
/// credentials unreadable. Anyone who can read this folder can read the credentials; it has mode 0700.</summary>
public sealed class LocalKeys : IDisposable
{
    private readonly string folder;
    private readonly ServiceProvider services;
    private readonly IDataProtectionProvider provider;

    private LocalKeys(string folder)
    {
        this.folder = folder;
        var collection = new ServiceCollection();
        collection.AddDataProtection().SetApplicationName("TuroEzpass").PersistKeysToFileSystem(new DirectoryInfo(folder));
        services = collection.BuildServiceProvider();
        provider = services.GetDataProtectionProvider();
    }

    /// <summary>Opens a data folder's key ring, and creates its first key if there is none.</summary>
    /// <exception cref="StorageException">The folder or the first key can't be written.</exception>
    public static LocalKeys Open(string dataFolder)
    {
        var folder = Path.Combine(Path.GetFullPath(dataFolder), "keys");
        DurableFiles.CreateFolder(folder);
        var keys = new LocalKeys(folder);
        try
        {
            if (!HasKey(folder)) keys.MakeFirst();
            return keys;
        }
        catch
        {
            keys.Dispose();
            throw;
        }
    }

    /// <summary>Encrypts bytes for one purpose.</summary>
    /// <exception cref="StorageException">A new key was needed and can't be written.</exception>
    internal byte[] Protect(ReadOnlyMemory<byte> plain, params string[] purposes)
    {
        byte[] result = [];
        DurableFiles.Guard(folder, () => result = provider.CreateProtector(purposes).Protect(plain.ToArray()));
        return result;
    }

    /// <summary>Decrypts bytes for one purpose; null if they can't be read: other keys, another
    /// purpose, or changed bytes.</summary>
    internal byte[]? Unprotect(byte[] hidden, params string[] purposes)
    {
        try
        {
            return provider.CreateProtector(purposes).Unprotect(hidden);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            // The exception's message would help an attacker more than a user; in any case the user must sign in again.
            return null;
        }
    }

    private static bool HasKey(string folder) => Directory.EnumerateFiles(folder, "key-*.xml").Any();

    /// <summary>Creates the first key under a lock. Otherwise two processes could each create one without knowing the other's until they
    /// read the folder again, and could not read each other's data. Later keys are created days before their use.</summary>
    private void MakeFirst()
    {
        var path = Path.Combine(folder, "first-key.lock");
        for (var since = Stopwatch.StartNew(); ;)
        {
            try
            {
                using var held = new FileStream(path, DurableFiles.Exclusive());
                if (!HasKey(folder)) Protect(new byte[1], "first");
                return;
            }
            catch (IOException) when (since.Elapsed < TimeSpan.FromSeconds(10) && File.Exists(path))
            {
                // The other process holds the lock and is creating the key.
                Thread.Sleep(50);
            }
            catch (Exception error) when (DurableFiles.Translate(error, folder) is { } fault)
            {
                throw fault;
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => services.Dispose();
}
