using System.CommandLine;
using NodaTime;
using TuroEzpass.Core.Time;

namespace TuroEzpass.Cli;

/// <summary><c>turoezpass demo</c>: the main job on invented data that comes with the program.</summary>
internal static class DemoCommand
{
    /// <summary>The day on which the invented host looks at the claims.</summary>
    private static readonly LocalDate Day = new(2026, 4, 20);

    public static Command Create()
    {
        var folder = new Option<DirectoryInfo>("--out")
        {
            Description = "The folder for the invented files and the results [turoezpass-demo].",
            DefaultValueFactory = _ => new DirectoryInfo("turoezpass-demo"),
            HelpName = "DIR",
        };
        var command = new Command("demo", "Reconciles invented statements and trips, to see what it does.") { folder };
        command.SetAction(parsed => Run(parsed.GetValue(folder)!));
        return command;
    }

    private static int Run(DirectoryInfo folder)
    {
        var inputs = Directory.CreateDirectory(Path.Combine(folder.FullName, "inputs"));
        var files = Unpack(inputs);
        FileInfo[] Named(string start) => [.. files.Where(file => file.Name.StartsWith(start, StringComparison.Ordinal))];
        var code = new ReconcileRun(new ReconcileInputs
        {
            Statements = [.. Named("ezpassnj"), .. Named("Transaction_Report"), .. Named("paturnpike")],
            Trips = Named("trip_earnings_export"),
            Fleet = Named("fleet").Single(),
            Out = folder,
            Zone = Zones.Get("America/New_York"),
            AsOf = Day,
        }).Run();
        Console.WriteLine($"The files it read are in {inputs.FullName}. All of it is invented.");
        // That some rows need a person is what the demo shows.
        return code == ExitCodes.NeedsPerson ? ExitCodes.Done : code;
    }

    private static List<FileInfo> Unpack(DirectoryInfo folder)
    {
        var assembly = typeof(DemoCommand).Assembly;
        var files = new List<FileInfo>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith("demo/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            var file = new FileInfo(Path.Combine(folder.FullName, resource["demo/".Length..]));
            using var source = assembly.GetManifestResourceStream(resource)!;
            using var target = file.Create();
            source.CopyTo(target);
            files.Add(file);
        }

        return files;
    }
}
