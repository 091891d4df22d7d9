using Spectre.Console;

namespace TuroEzpass.Cli;

/// <summary>Creates tables that fit their destination: box lines on a terminal, plain characters in a file or pipe.</summary>
internal static class Tables
{
    public static Table New(IAnsiConsole console) => new Table().Border(console.Profile.Out.IsTerminal ? TableBorder.Rounded : TableBorder.Ascii);
}
