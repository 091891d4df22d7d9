namespace TuroEzpass.Core.Storage;

/// <summary>The store itself failed: disk full, folder read-only, file damaged or newer than this version, network or
/// AWS not responding after all retries. Expected results (a conflict, a missing item) are never reported this way.
/// Nothing that was acknowledged before is lost. The failed operation may or may not have taken effect, and every
/// operation of the ports can be repeated.</summary>
/// <param name="what">The problem, as a sentence without its final period.</param>
/// <param name="where">The file, folder, table, bucket or queue.</param>
/// <param name="remedy">What the user can do about it.</param>
/// <param name="inner">The engine's own error. It never contains a secret.</param>
public sealed class StorageException(string what, string where, string remedy, Exception? inner = null)
    : Exception($"{what} ({where}). {remedy}", inner)
{
    /// <summary>The problem.</summary>
    public string What { get; } = what;

    /// <summary>The file, folder, table, bucket or queue.</summary>
    public string Where { get; } = where;

    /// <summary>What the user can do about it.</summary>
    public string Remedy { get; } = remedy;
}
