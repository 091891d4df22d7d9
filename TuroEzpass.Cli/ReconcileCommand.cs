using System.CommandLine;
using NodaTime;
using TuroEzpass.Core.Claims;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Time;
using TuroEzpass.Core.Trips;

namespace TuroEzpass.Cli;

/// <summary>How a result is printed.</summary>
internal enum OutputFormat
{
    /// <summary>Readable tables.</summary>
    Table,

    /// <summary>The summary as JSON.</summary>
    Json,
}

/// <summary><c>turoezpass reconcile</c>: its grammar.</summary>
internal static class ReconcileCommand
{
    public static Command Create()
    {
        var statements = Files("--statement", "Toll statements exported from the agencies' sites (CSV or XLSX).", required: true);
        var trips = Files("--trips", "Trip-earnings exports from Turo (CSV). A newer file takes precedence over an older one.", required: true);
        var fleet = new Option<FileInfo?>("--fleet") { Description = "Which car each tag or plate was on, and when: kind,value,state,vehicle,from,to[,zone].", HelpName = "FILE" };
        var handovers = Files("--handovers", "The real times at which guests picked up and returned cars: reservation_id,picked_up_at,returned_at. A later file takes precedence.");
        var complete = new Option<StatedCoverage[]>("--complete")
        {
            Description = "Days for which your trips files have all trips of a car, so that tolls outside of trips are yours.",
            CustomParser = OptionTexts.Coverage,
            AllowMultipleArgumentsPerToken = true,
            Arity = ArgumentArity.OneOrMore,
            HelpName = "ID=FROM..TO",
        };
        var folder = new Option<DirectoryInfo>("--out") { Description = "The folder for the results; created if missing.", Required = true, HelpName = "DIR" };
        var zone = new Option<ZoneCalendar?>("--zone") { Description = "Time zone of the trips [America/New_York].", CustomParser = OptionTexts.Zone, HelpName = "ZONE" };
        var before = Length("--review-before", "Tolls this long before a trip's start may be an early pickup and need review [60m].");
        var after = Length("--review-after", "Tolls this long after a trip's end may be a late return and need review [6h].");
        var handover = Length("--review-handover", "When trips follow closely, tolls this long after the start may be the previous guest's and need review [30m].");
        var (lateReturn, lateFee, delivery, oneAccount, twoAccounts) = (MatchingTexts.LateReturn(), MatchingTexts.LateFee(), MatchingTexts.Delivery(), MatchingTexts.OneAccount(), MatchingTexts.TwoAccounts());
        var layouts = Files("--layout", "Your own statement layouts (docs/LAYOUTS.md). They take precedence over the built-in ones.");
        var vehicles = new Option<KeyValuePair<string, string>[]>("--vehicle")
        {
            Description = "The vehicle of a statement that has no tag or plate column.",
            CustomParser = OptionTexts.Assignments,
            AllowMultipleArgumentsPerToken = true,
            Arity = ArgumentArity.OneOrMore,
            HelpName = "FILE=ID",
        };
        var proofs = Files("--proof", "The agency's official statement (PDF, PNG, JPEG), appended to every evidence PDF.");
        var filed = Files("--filed", "Earlier outcomes.csv files whose matched rows you already filed with Turo; these rows become AlreadyCharged.");
        var asOf = new Option<LocalDate?>("--as-of") { Description = "Show the state of the claims as of this day [today].", CustomParser = OptionTexts.Date, HelpName = "DATE" };
        var format = new Option<OutputFormat>("--format") { Description = "table: print tables. json: print the summary as JSON [table]." };
        format.AcceptOnlyFromAmong("table", "json");
        var noEvidence = new Option<bool>("--no-evidence") { Description = "Don't write the evidence files in claims/." };
        var ready = new Option<int>("--ready-after") { Description = "Days after a trip's end until its claim is ready.", DefaultValueFactory = _ => new ClaimRules().ReadyAfterDays, HelpName = "DAYS" };
        var file = new Option<int>("--file-within") { Description = "Days after a trip's end within which you can file in the app.", DefaultValueFactory = _ => new ClaimRules().FileWithinDays, HelpName = "DAYS" };
        var support = new Option<int>("--support-within") { Description = "Days after a trip's end within which you can file through support.", DefaultValueFactory = _ => new ClaimRules().SupportWithinDays, HelpName = "DAYS" };

        foreach (var days in new[] { ready, file, support })
            days.Validators.Add(result => Positive(days, result));

        var command = new Command("reconcile", "Matches every statement row to a trip, or gives the reason why not, and writes the claims with their evidence.")
        {
            statements, trips, fleet, handovers, complete, folder, zone, before, after, handover, lateReturn, lateFee, delivery, oneAccount, twoAccounts, layouts, vehicles, proofs, filed, asOf, format, noEvidence, ready, file, support,
        };
        command.SetAction(parsed => new ReconcileRun(new ReconcileInputs
        {
            Statements = parsed.GetValue(statements) ?? [],
            Trips = parsed.GetValue(trips) ?? [],
            Fleet = parsed.GetValue(fleet),
            Handovers = parsed.GetValue(handovers) ?? [],
            Complete = parsed.GetValue(complete) ?? [],
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
                LateReturnWithin = parsed.GetValue(lateReturn) ?? new MatchingOptions().LateReturnWithin,
                LateFeeWithin = parsed.GetValue(lateFee) ?? new MatchingOptions().LateFeeWithin,
                ReviewDelivery = parsed.GetValue(delivery) ?? new MatchingOptions().ReviewDelivery,
                OneAccountWithin = parsed.GetValue(oneAccount) ?? new MatchingOptions().OneAccountWithin,
                TwoAccountsWithin = parsed.GetValue(twoAccounts) ?? new MatchingOptions().TwoAccountsWithin,
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
            result.AddError($"{option.Name} must be a number of days from 0 to 3650.");
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
        // Without this, a mistyped option would be read as one more file.
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value.StartsWith("--", StringComparison.Ordinal)))
                result.AddError($"Unknown option '{token.Value}'.");
        });
        return option;
    }

    private static Option<TimeSpan?> Length(string name, string description) =>
        new(name) { Description = description, CustomParser = result => OptionTexts.Length(result), HelpName = "LENGTH" };
}
