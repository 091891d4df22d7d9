using System.CommandLine;
using NodaTime;
using TuroEzpass.Core.Claims;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Time;

namespace TuroEzpass.Cli;

/// <summary>How a result is printed.</summary>
internal enum OutputFormat
{
    /// <summary>Tables for people.</summary>
    Table,

    /// <summary>The summary as JSON.</summary>
    Json,
}

/// <summary><c>turoezpass reconcile</c>: its grammar.</summary>
internal static class ReconcileCommand
{
    public static Command Create()
    {
        var statements = Files("--statement", "Toll statements as the agencies' sites export them (CSV or XLSX).", required: true);
        var trips = Files("--trips", "Turo's trip-earnings exports (CSV); a newer one beats an older one.", required: true);
        var fleet = new Option<FileInfo?>("--fleet") { Description = "Whose tag or plate is whose, and when: kind,value,state,vehicle,from,to[,zone].", HelpName = "FILE" };
        var folder = new Option<DirectoryInfo>("--out") { Description = "The folder for the results; made if it is not there.", Required = true, HelpName = "DIR" };
        var zone = new Option<ZoneCalendar?>("--zone") { Description = "Time zone of the trips [America/New_York].", CustomParser = OptionTexts.Zone, HelpName = "ZONE" };
        var before = Length("--review-before", "How long before a trip's start a toll may be an early pickup [60m].");
        var after = Length("--review-after", "How long after a trip's end a toll may be a late return [6h].");
        var handover = Length("--review-handover", "How long after a start soon after another trip the earlier guest may still drive [30m].");
        var layouts = Files("--layout", "Your own statement layouts (docs/LAYOUTS.md); they come before the built-in ones.");
        var vehicles = new Option<KeyValuePair<string, string>[]>("--vehicle")
        {
            Description = "Whose file it is, for statements that name no tag or plate.",
            CustomParser = OptionTexts.Assignments,
            AllowMultipleArgumentsPerToken = true,
            Arity = ArgumentArity.OneOrMore,
            HelpName = "FILE=ID",
        };
        var proofs = Files("--proof", "The agency's own statement (PDF, PNG, JPEG), appended to every evidence PDF.");
        var filed = Files("--filed", "Earlier outcomes.csv whose matched rows you have filed with Turo: they become AlreadyCharged.");
        var asOf = new Option<LocalDate?>("--as-of") { Description = "The day for which the claims' states hold [today].", CustomParser = OptionTexts.Date, HelpName = "DATE" };
        var format = new Option<OutputFormat>("--format") { Description = "What is printed: a table for people, or the summary as JSON [table]." };
        format.AcceptOnlyFromAmong("table", "json");
        var noEvidence = new Option<bool>("--no-evidence") { Description = "Do not write the evidence files in claims/." };
        var ready = new Option<int>("--ready-after") { Description = "Days after a trip's end until its claim is ready.", DefaultValueFactory = _ => new ClaimRules().ReadyAfterDays, HelpName = "DAYS" };
        var file = new Option<int>("--file-within") { Description = "Days after a trip's end to file in the app.", DefaultValueFactory = _ => new ClaimRules().FileWithinDays, HelpName = "DAYS" };
        var support = new Option<int>("--support-within") { Description = "Days after a trip's end to file through support.", DefaultValueFactory = _ => new ClaimRules().SupportWithinDays, HelpName = "DAYS" };

        foreach (var days in new[] { ready, file, support })
            days.Validators.Add(result => Positive(days, result));

        var command = new Command("reconcile", "Tells for every row of toll statements whose trip it belongs to or why not, and writes the claims with their evidence.")
        {
            statements, trips, fleet, folder, zone, before, after, handover, layouts, vehicles, proofs, filed, asOf, format, noEvidence, ready, file, support,
        };
        command.SetAction(parsed => new ReconcileRun(new ReconcileInputs
        {
            Statements = parsed.GetValue(statements) ?? [],
            Trips = parsed.GetValue(trips) ?? [],
            Fleet = parsed.GetValue(fleet),
            Out = parsed.GetValue(folder)!,
            Zone = parsed.GetValue(zone) ?? Zones.Get("America/New_York"),
            Layouts = parsed.GetValue(layouts) ?? [],
            Vehicles = parsed.GetValue(vehicles) ?? [],
            Proofs = parsed.GetValue(proofs) ?? [],
            Filed = parsed.GetValue(filed) ?? [],
            AsOf = parsed.GetValue(asOf) ?? Today(),
            Format = parsed.GetValue(format),
            WritesEvidence = !parsed.GetValue(noEvidence),
            Matching = new MatchingOptions
            {
                ReviewBefore = parsed.GetValue(before) ?? new MatchingOptions().ReviewBefore,
                ReviewAfter = parsed.GetValue(after) ?? new MatchingOptions().ReviewAfter,
                ReviewHandover = parsed.GetValue(handover) ?? new MatchingOptions().ReviewHandover,
            },
            Rules = new ClaimRules
            {
                ReadyAfterDays = parsed.GetValue(ready),
                FileWithinDays = parsed.GetValue(file),
                SupportWithinDays = parsed.GetValue(support),
            },
        }).Run());
        return command;
    }

    private static void Positive(Option<int> option, System.CommandLine.Parsing.OptionResult result)
    {
        if (result.GetValueOrDefault<int>() is < 0 or > 3650)
            result.AddError($"{option.Name} is a number of days from 0 to 3650.");
    }

    private static LocalDate Today() => LocalDate.FromDateTime(TimeProvider.System.GetLocalNow().DateTime);

    private static Option<FileInfo[]> Files(string name, string description, bool required = false)
    {
        var option = new Option<FileInfo[]>(name)
        {
            Description = description,
            Required = required,
            AllowMultipleArgumentsPerToken = true,
            Arity = ArgumentArity.OneOrMore,
            HelpName = "FILE",
        };
        // A mistyped option must not pass as one more file.
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value.StartsWith("--", StringComparison.Ordinal)))
                result.AddError($"'{token.Value}' is no option of this command.");
        });
        return option;
    }

    private static Option<TimeSpan?> Length(string name, string description) =>
        new(name) { Description = description, CustomParser = result => OptionTexts.Length(result), HelpName = "LENGTH" };
}
