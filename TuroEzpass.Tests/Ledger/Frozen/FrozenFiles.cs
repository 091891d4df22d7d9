using System.IO.Compression;
using System.Reflection;

namespace TuroEzpass.Tests.Ledger.Frozen;

/// <summary>Files that earlier versions of the program wrote. These files are never regenerated, because a host's data folder can't be either.
/// <c>make-folder.sh</c> shows how the folder was created.</summary>
internal static class FrozenFiles
{
    private static readonly string Folder = Path.Combine(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!, "Ledger", "Frozen");

    public static string[] Lines(string name) => File.ReadAllLines(Path.Combine(Folder, name));

    /// <summary>A copy of the data folder that the program of commit e9c410b created; tests may change it.</summary>
    public static void UnzipFolder(string target) => ZipFile.ExtractToDirectory(Path.Combine(Folder, "folder-e9c410b.zip"), target);
}
