using TuroEzpass.Core;

namespace TuroEzpass.Cli;

/// <summary>Reads input files and turns failures into readable errors.</summary>
internal static class InputFiles
{
    /// <summary>A larger file can't be an export that a host downloaded.</summary>
    private const long MostBytes = 1L << 30;

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="InputException">It doesn't exist, can't be read, or is too large.</exception>
    public static byte[] Read(FileInfo file)
    {
        if (Directory.Exists(file.FullName))
            throw new InputException(file.Name, null, "this is a folder.", "Give the files in it instead.");
        try
        {
            if (file.Exists && file.Length > MostBytes)
                throw new InputException(file.Name, null, "files are limited to 1 GiB.", "Export a shorter date range.");
            return File.ReadAllBytes(file.FullName);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException(file.Name, null, "file not found.", "Check the name and the folder.", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InputException(file.Name, null, "the file cannot be read.", fault.Message, fault);
        }
    }
}
