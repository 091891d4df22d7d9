namespace TuroEzpass.Core.Storage;

/// <summary>The store itself failed: disk full, folder read-only, file damaged or newer than this program, network or
/// AWS not answering after every retry. Expected answers (a conflict, a missing item) are results, never this.
/// Nothing that was acknowledged before is lost; the operation that threw may or may not have taken effect, and every
/// operation of the ports can be repeated.</summary>
/// <param name="what">What was wrong, as a sentence without its full stop.</param>
/// <param name="where">The file, folder, table, bucket or queue concerned.</param>
/// <param name="remedy">What a person can do about it.</param>
/// <param name="inner">The engine's own error. It never holds a secret.</param>
public sealed class StorageException(string what, string where, string remedy, Exception? inner = null)
    : Exception($"{what} ({where}). {remedy}", inner)
{
    /// <summary>What was wrong.</summary>
    public string What { get; } = what;

    /// <summary>The file, folder, table, bucket or queue concerned.</summary>
    public string Where { get; } = where;

    /// <summary>What a person can do about it.</summary>
    public string Remedy { get; } = remedy;
}
