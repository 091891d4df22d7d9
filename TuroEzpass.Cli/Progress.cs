using Spectre.Console;

namespace TuroEzpass.Cli;

/// <summary>Says on standard error what is being done: one changing line on a terminal, nothing when the work is short,
/// plain lines otherwise.</summary>
internal sealed class Progress : IDisposable
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);
    private readonly IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
    private readonly long started = TimeProvider.System.GetTimestamp();
    private bool hasLine;

    /// <summary>Says what is being done now.</summary>
    public void Say(string what)
    {
        if (TimeProvider.System.GetElapsedTime(started) < Short)
            return;
        if (!console.Profile.Out.IsTerminal)
        {
            Console.Error.WriteLine($"turoezpass: {what}");
            return;
        }

        Clear();
        Console.Error.Write($"{what} …");
        hasLine = true;
    }

    /// <inheritdoc />
    public void Dispose() => Clear();

    private void Clear()
    {
        if (hasLine)
            Console.Error.Write("\r\u001b[K");
        hasLine = false;
    }
}
