using System.CommandLine;
using Spectre.Console;
using TuroEzpass.Core.Statements;

namespace TuroEzpass.Cli;

/// <summary><c>turoezpass layouts</c>: lists the built-in statement layouts with their evidence.</summary>
internal static class LayoutsCommand
{
    public static Command Create()
    {
        var command = new Command("layouts", "Lists the built-in statement layouts, how well each was checked, and when.");
        command.SetAction(_ => Print());
        return command;
    }

    private static int Print()
    {
        var console = AnsiConsole.Console;
        if (!console.Profile.Out.IsTerminal)
            console.Profile.Width = 160;
        var table = Tables.New(console).AddColumn("Layout").AddColumn("Statement").AddColumn("Evidence").AddColumn("Checked").AddColumn("Source");
        foreach (var layout in LayoutCatalog.BuiltIn.Layouts)
            table.AddRow(new Text(layout.Id), new Text(layout.Name), new Text(layout.Grade), new Text(layout.Checked), new Text(layout.Note));
        console.Write(table);
        console.Write(new Text("REAL: checked against a real export. VERIFIED: the source checked it against a real export. PARSER: only another program that reads it was seen.\n"));
        return ExitCodes.Done;
    }
}
