using System.CommandLine;
using Spectre.Console;
using TuroEzpass.Core.Statements;

namespace TuroEzpass.Cli;

/// <summary><c>turoezpass layouts</c>: the statement layouts it knows, with grade and date of evidence.</summary>
internal static class LayoutsCommand
{
    public static Command Create()
    {
        var command = new Command("layouts", "Lists the statement layouts it knows, with grade and date of their evidence.");
        command.SetAction(_ => Print());
        return command;
    }

    private static int Print()
    {
        var console = AnsiConsole.Console;
        if (!console.Profile.Out.IsTerminal)
            console.Profile.Width = 160;
        var table = Tables.New(console).AddColumn("Layout").AddColumn("Statement").AddColumn("Evidence").AddColumn("Seen").AddColumn("What is known");
        foreach (var layout in LayoutCatalog.BuiltIn.Layouts)
            table.AddRow(new Text(layout.Id), new Text(layout.Name), new Text(layout.Grade), new Text(layout.Checked), new Text(layout.Note));
        console.Write(table);
        console.Write(new Text("REAL: a real export was seen. VERIFIED: checked against one by its source. PARSER: only a program that reads it was seen.\n"));
        return ExitCodes.Done;
    }
}
