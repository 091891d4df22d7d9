using TuroEzpass.Core.Runs;

namespace TuroEzpass.Scraper.Runs;

/// <summary>A run that this process has begun. Every change expects what the last one left: when another process took the run over,
/// this one notices before it says anything more.</summary>
internal sealed class HeldRun(RunBook book, Run run, long version)
{
    private long version = version;

    /// <summary>As it was stored last.</summary>
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

/// <summary>Another process has begun the run again.</summary>
internal sealed class RunTakenOverException() : Exception("Another process has taken this run over.");
