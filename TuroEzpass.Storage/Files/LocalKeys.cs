using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Storage.Files;

/// <summary>The keys that protect what the embedded store keeps secret: an ASP.NET Core Data Protection key ring in
/// <c>keys/</c> of the data folder, of its own and apart from the hosts' rings, so that no host's settings can make
/// credentials unreadable. Whoever can read this folder can read the credentials: it has mode 0700.</summary>
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

    /// <summary>Opens the key ring of a data folder; the first key is made when it is first needed.</summary>
    /// <exception cref="StorageException">The folder can't be made.</exception>
    public static LocalKeys Open(string dataFolder)
    {
        var folder = Path.Combine(Path.GetFullPath(dataFolder), "keys");
        DurableFiles.CreateFolder(folder);
        return new LocalKeys(folder);
    }

    /// <summary>Protects bytes for one purpose.</summary>
    /// <exception cref="StorageException">A key was needed and can't be written.</exception>
    internal byte[] Protect(ReadOnlyMemory<byte> plain, params string[] purposes)
    {
        byte[] result = [];
        DurableFiles.Guard(folder, () => result = provider.CreateProtector(purposes).Protect(plain.ToArray()));
        return result;
    }

    /// <summary>The bytes that were protected for this purpose, or null where they can't be read: other keys, another
    /// purpose, or changed bytes.</summary>
    internal byte[]? Unprotect(byte[] hidden, params string[] purposes)
    {
        try
        {
            return provider.CreateProtector(purposes).Unprotect(hidden);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            // Its text says why, which helps an attacker more than a person: either way the answer is "sign in anew".
            return null;
        }
    }

    /// <inheritdoc />
    public void Dispose() => services.Dispose();
}
