using NodaTime;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Scraper.Collecting;

/// <summary>Collects an account's data from a portal for a range of days: all of it, or nothing.</summary>
public interface IPortalCollector
{
    /// <summary>Collects. Problems with the site are returned, never thrown; only cancellation and this machine's own errors are thrown.</summary>
    /// <exception cref="OperationCanceledException">The operation was canceled.</exception>
    Task<Collected> CollectAsync(CollectionOrder order, CancellationToken cancellation = default);
}

/// <summary>What to collect. A class and not a record, so that printing it reveals nothing.</summary>
public sealed class CollectionOrder
{
    /// <summary>The portal's ID.</summary>
    public required string Portal { get; init; }

    /// <summary>The first day, in the portal's local time.</summary>
    public required LocalDate From { get; init; }

    /// <summary>The last day.</summary>
    public required LocalDate Through { get; init; }

    /// <summary>The stored credentials; null if there are none or they must not be used.</summary>
    public PortalCredentials? Credentials { get; init; }

    /// <summary>The browser state of an earlier sign-in; empty if there is none.</summary>
    public ReadOnlyMemory<byte> Session { get; init; }

    /// <summary>Receives a full-page image (PNG) of each page that was read, in order; the collector does not keep them.</summary>
    public required Func<ReadOnlyMemory<byte>, CancellationToken, Task> KeepPage { get; init; }

    /// <summary>Receives descriptions of the current step; never any account data.</summary>
    public IProgress<string>? Progress { get; init; }
}

/// <summary>The result of a collection: <see cref="Complete"/> or <see cref="Failed"/>.</summary>
public abstract class Collected
{
    private Collected()
    {
    }

    /// <summary>The final browser state, for reuse; empty if no one is signed in.</summary>
    public ReadOnlyMemory<byte> Session { get; init; }

    /// <summary>The whole range was read, and agrees with the site's own counts.</summary>
    public sealed class Complete : Collected
    {
        /// <summary>The files to import, oldest first: the site's own exports, or tables read page by page.</summary>
        public required IReadOnlyList<CollectedFile> Files { get; init; }

        /// <summary>The total number of rows.</summary>
        public required int Rows { get; init; }

        /// <summary>What was read: <c>96 rows of 10 pages, 2 windows</c>.</summary>
        public required string Summary { get; init; }
    }

    /// <summary>The range could not be read completely; nothing is imported.</summary>
    public sealed class Failed : Collected
    {
        /// <summary>The reason.</summary>
        public required RunReason Reason { get; init; }

        /// <summary>What happened and what to do; never contains a secret.</summary>
        public required string Message { get; init; }

        /// <summary>The definition's selector that matched nothing; null unless the layout changed.</summary>
        public string? Selector { get; init; }

        /// <summary>The rows that were read before it failed.</summary>
        public int Rows { get; init; }

        /// <summary>A screenshot of the site (PNG), with fields and names masked; null if no page was open.</summary>
        public ReadOnlyMemory<byte>? Screenshot { get; init; }

        /// <summary>Playwright's trace (ZIP), if <c>Scraper:Traces</c> is set.</summary>
        public ReadOnlyMemory<byte>? Trace { get; init; }
    }
}

/// <summary>A collected file.</summary>
/// <param name="Name">The name, without folders and account numbers.</param>
/// <param name="Content">The content, at most 50 MB.</param>
/// <param name="Kind">The kind of data.</param>
public sealed record CollectedFile(string Name, ReadOnlyMemory<byte> Content, PortalKind Kind)
{
    /// <summary>Describes the file without its content.</summary>
    public override string ToString() => $"{Name} ({Content.Length} bytes)";
}
