using Spectre.Console;

namespace TuroEzpass.Cli;

/// <summary>Shows progress on standard error for work that takes longer than a moment: one changing line on a terminal,
/// plain lines elsewhere. Short work shows nothing.</summary>
internal sealed class Progress : IDisposable
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);
    private readonly bool isTerminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }).Profile.Out.IsTerminal;
    private readonly long started = TimeProvider.System.GetTimestamp();
    private readonly Lock guard = new();
    private readonly Timer timer;
    private string? current;
    private string? said;
    private bool isOver;

    public Progress() => timer = new Timer(_ => Show(), null, Moment, Moment);

    /// <summary>Sets the current activity.</summary>
    public void Say(string what)
    {
        lock (guard)
            current = what;
        if (TimeProvider.System.GetElapsedTime(started) >= Moment)
            Show();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (guard)
        {
            if (isOver)
                return;
            isOver = true;
            timer.Dispose();
            if (isTerminal && said is not null)
                Console.Error.Write("\r\u001b[K");
        }
    }

    private void Show()
    {
        lock (guard)
        {
            if (isOver || current is null)
                return;
            if (isTerminal)
                Console.Error.Write($"\r\u001b[K{current} … {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0} s");
            else if (said != current)
                Console.Error.WriteLine($"turoezpass: {current}");
            said = current;
        }
    }
}
