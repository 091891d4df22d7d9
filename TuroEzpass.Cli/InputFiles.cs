using TuroEzpass.Core;

namespace TuroEzpass.Cli;

/// <summary>Reads input files with errors for people.</summary>
internal static class InputFiles
{
    /// <summary>A file beyond this is no export that a person downloaded.</summary>
    private const long MostBytes = 1L << 30;

    /// <summary>A file's bytes.</summary>
    /// <exception cref="InputException">It is not there, may not be read, or is too large.</exception>
    public static byte[] Read(FileInfo file)
    {
        if (Directory.Exists(file.FullName))
            throw new InputException(file.Name, null, "this is a folder.", "Name the files in it.");
        try
        {
            if (file.Exists && file.Length > MostBytes)
                throw new InputException(file.Name, null, "the file is larger than 1 GiB.", "Export a shorter time.");
            return File.ReadAllBytes(file.FullName);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException(file.Name, null, "there is no such file.", "Check the name and the folder.", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InputException(file.Name, null, "the file cannot be read.", fault.Message, fault);
        }
    }
}
