using System.Text;
using Spectre.Console;

namespace TuroEzpass.Tests.Cases;

/// <summary>What the code of one test writes to the console, while other tests write to it too.</summary>
internal sealed class ConsoleCapture : IDisposable
{
    private static readonly AsyncLocal<ConsoleCapture?> Current = new();
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    static ConsoleCapture()
    {
        Console.SetOut(new Routed(Console.Out, capture => capture.output));
        Console.SetError(new Routed(Console.Error, capture => capture.error));
        AnsiConsole.Console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out), Interactive = InteractionSupport.No });
    }

    public ConsoleCapture() => Current.Value = this;

    public string Out => output.ToString();

    public string Error => error.ToString();

    public void Dispose() => Current.Value = null;

    /// <summary>Writes to the capture of the test that writes, else to the console.</summary>
    private sealed class Routed(TextWriter console, Func<ConsoleCapture, StringWriter> of) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        private TextWriter Target => Current.Value is { } capture ? of(capture) : console;

        public override void Write(char value) => Target.Write(value);

        public override void Write(string? value) => Target.Write(value);

        public override void Write(char[] buffer, int index, int count) => Target.Write(buffer, index, count);
    }
}
