using NodaTime;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Scraper.Collecting;

/// <summary>Collects what a portal shows of one account: all of a span of days, or nothing.</summary>
public interface IPortalCollector
{
    /// <summary>Collects. What the site does is answered, never thrown; only a stop and this machine's own faults are thrown.</summary>
    /// <exception cref="OperationCanceledException">It was told to stop.</exception>
    Task<Collected> CollectAsync(CollectionOrder order, CancellationToken cancellation = default);
}

/// <summary>What to collect. A class and not a record, so that printing shows nothing of it.</summary>
public sealed class CollectionOrder
{
    /// <summary>The portal's id.</summary>
    public required string Portal { get; init; }

    /// <summary>The first day, in the portal's own time.</summary>
    public required LocalDate From { get; init; }

    /// <summary>The last day.</summary>
    public required LocalDate Through { get; init; }

    /// <summary>The stored sign-in; null where there is none or it must not be used.</summary>
    public PortalCredentials? Credentials { get; init; }

    /// <summary>The browser's state of an earlier sign-in; empty where there is none.</summary>
    public ReadOnlyMemory<byte> Session { get; init; }

    /// <summary>Is given the full-page picture of each page that was read (PNG), in order; nothing of it is kept here.</summary>
    public required Func<ReadOnlyMemory<byte>, CancellationToken, Task> KeepPage { get; init; }

    /// <summary>Is told what is being done, for people: never anything of the account.</summary>
    public IProgress<string>? Progress { get; init; }
}

/// <summary>What a collection came to: <see cref="Complete"/> or <see cref="Failed"/>.</summary>
public abstract class Collected
{
    private Collected()
    {
    }

    /// <summary>The browser's state at the end, to be reused; empty where it is not worth keeping (nobody is signed in).</summary>
    public ReadOnlyMemory<byte> Session { get; init; }

    /// <summary>All of the span was read, and what was read agrees with what the site says there is.</summary>
    public sealed class Complete : Collected
    {
        /// <summary>The files to be imported, in the order of time: the site's own exports, or tables that were read page by page.</summary>
        public required IReadOnlyList<CollectedFile> Files { get; init; }

        /// <summary>Rows of all of them.</summary>
        public required int Rows { get; init; }

        /// <summary>What was done, for people: <c>96 rows of 10 pages, 2 windows</c>.</summary>
        public required string Summary { get; init; }
    }

    /// <summary>Not all of it: nothing counts.</summary>
    public sealed class Failed : Collected
    {
        /// <summary>Why.</summary>
        public required RunReason Reason { get; init; }

        /// <summary>What happened and what to do, for people; never a secret.</summary>
        public required string Message { get; init; }

        /// <summary>The selector of the definition that found nothing; null unless the layout changed.</summary>
        public string? Selector { get; init; }

        /// <summary>Rows that were read before it failed.</summary>
        public int Rows { get; init; }

        /// <summary>What the site showed (PNG), with fields and names masked; null where there was no page.</summary>
        public ReadOnlyMemory<byte>? Screenshot { get; init; }

        /// <summary>Playwright's trace (ZIP) where <c>Scraper:Traces</c> asks for it.</summary>
        public ReadOnlyMemory<byte>? Trace { get; init; }
    }
}

/// <summary>A file that was collected.</summary>
/// <param name="Name">Its name, without folders and account numbers.</param>
/// <param name="Content">Its bytes: at most 50 MB.</param>
/// <param name="Kind">What it holds.</param>
public sealed record CollectedFile(string Name, ReadOnlyMemory<byte> Content, PortalKind Kind)
{
    /// <summary>Says what it is, not what it holds.</summary>
    public override string ToString() => $"{Name} ({Content.Length} bytes)";
}
