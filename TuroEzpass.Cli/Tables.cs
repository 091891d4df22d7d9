using Spectre.Console;

namespace TuroEzpass.Cli;

/// <summary>Tables as they look where they go: lines on a terminal, plain letters in a file or a pipe.</summary>
internal static class Tables
{
    public static Table New(IAnsiConsole console) => new Table().Border(console.Profile.Out.IsTerminal ? TableBorder.Rounded : TableBorder.Ascii);
}
