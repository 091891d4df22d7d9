using TuroEzpass.Core;

namespace TuroEzpass.Cli;

/// <summary>Writes result files and turns failures into readable errors.</summary>
internal static class ResultFile
{
    /// <summary>Writes a file completely or not at all.</summary>
    /// <exception cref="InputException">It cannot be written there.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        try
        {
            var unfinished = path + ".unfinished";
            using (var stream = new FileStream(unfinished, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16))
                write(stream);
            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                Path.GetFileName(path), null, $"cannot write to {Path.GetDirectoryName(path)}.",
                "Another run may be writing there, the file may be open elsewhere, or the folder may be full or read-only. Fix that or use another folder.", fault);
        }
    }
}
