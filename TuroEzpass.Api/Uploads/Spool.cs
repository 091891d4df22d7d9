using System.Security.Cryptography;

namespace TuroEzpass.Api.Uploads;

/// <summary>Holds a file while it arrives: on disk, because several may arrive at once, and without a name, so that a process that dies
/// leaves nothing behind.</summary>
internal sealed class Spool : IDisposable
{
    private const int BufferBytes = 64 * 1024;
    private readonly FileStream file;

    private Spool(FileStream file) => this.file = file;

    /// <summary>The content; seekable.</summary>
    public Stream Content => file;

    /// <summary>The SHA-256 in lowercase hexadecimal digits.</summary>
    public string Sha256 { get; private set; } = "";

    /// <summary>Receives a stream.</summary>
    /// <returns>Null if the stream is longer than the limit.</returns>
    public static async Task<Spool?> ReceiveAsync(Stream content, long most, CancellationToken cancellation)
    {
        var spool = new Spool(Open());
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var buffer = new byte[BufferBytes];
            for (int read; (read = await content.ReadAsync(buffer, cancellation)) > 0;)
            {
                if (spool.file.Position + read > most)
                {
                    spool.Dispose();
                    return null;
                }

                hash.AppendData(buffer, 0, read);
                await spool.file.WriteAsync(buffer.AsMemory(0, read), cancellation);
            }

            spool.Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
            return spool;
        }
        catch
        {
            spool.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public void Dispose() => file.Dispose();

    private static FileStream Open()
    {
        var path = Path.Combine(Path.GetTempPath(), $"turoezpass-{Guid.NewGuid():N}");
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        };
        if (OperatingSystem.IsWindows())
            return new FileStream(path, options);
        options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        // On other systems only the runtime deletes the file, which a crash would prevent.
        File.Delete(path);
        return file;
    }
}
