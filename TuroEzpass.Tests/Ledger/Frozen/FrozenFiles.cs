using System.IO.Compression;
using System.Reflection;

namespace TuroEzpass.Tests.Ledger.Frozen;

/// <summary>What earlier versions of the program wrote. These files are never made again: a host's data folder cannot be.
/// <c>make-folder.sh</c> shows how the folder came about.</summary>
internal static class FrozenFiles
{
    private static readonly string Folder = Path.Combine(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!, "Ledger", "Frozen");

    public static string[] Lines(string name) => File.ReadAllLines(Path.Combine(Folder, name));

    /// <summary>The data folder that the program of commit e9c410b made, as a copy that may be changed.</summary>
    public static void UnzipFolder(string target) => ZipFile.ExtractToDirectory(Path.Combine(Folder, "folder-e9c410b.zip"), target);
}
