using TuroEzpass.Core.Runs;

namespace TuroEzpass.Scraper.Runs;

/// <summary>A run that this process has started. Every change expects the version that the previous one left, so this process
/// notices when another one took over the run, before it changes anything else.</summary>
internal sealed class HeldRun(RunBook book, Run run, long version)
{
    private long version = version;

    /// <summary>The run as it was last stored.</summary>
    public Run Run { get; private set; } = run;

    /// <summary>Stores a change.</summary>
    /// <exception cref="RunTakenOverException">Another process changed it.</exception>
    public async Task ChangeAsync(Func<Run, Run> change, CancellationToken cancellation)
    {
        var next = change(Run);
        version = await book.UpdateAsync(next, version, cancellation) ?? throw new RunTakenOverException();
        Run = next;
    }
}

/// <summary>Another process has started the run again.</summary>
internal sealed class RunTakenOverException() : Exception("Another process has taken over this run.");
