using System.CommandLine;
using NodaTime;
using TuroEzpass.Core.Time;

namespace TuroEzpass.Cli;

/// <summary><c>turoezpass demo</c>: reconciles the invented data that comes with the program.</summary>
internal static class DemoCommand
{
    /// <summary>The day as of which the demo shows the claims.</summary>
    private static readonly LocalDate Day = new(2026, 4, 20);

    public static Command Create()
    {
        var folder = new Option<DirectoryInfo>("--out")
        {
            Description = "The folder for the sample files and the results [turoezpass-demo].",
            DefaultValueFactory = _ => new DirectoryInfo("turoezpass-demo"),
            HelpName = "DIR",
        };
        var command = new Command("demo", "Reconciles sample statements and trips, so you can see what the program does.") { folder };
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
        Console.WriteLine($"The input files are in {inputs.FullName}. All of the data is invented.");
        // The demo shows rows that need review on purpose; that is no failure.
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
