using System.Globalization;
using Spectre.Console;
using TuroEzpass.Core;
using TuroEzpass.Core.Claims;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Reports;

namespace TuroEzpass.Cli;

/// <summary>Prints the result of a run. Plain text when the output is no terminal or NO_COLOR is set.</summary>
internal static class SummaryTable
{
    private const int MostClaims = 20;

    public static void Print(Summary summary, IReadOnlyList<Claim> claims, DirectoryInfo folder)
    {
        var console = AnsiConsole.Console;
        if (!console.Profile.Out.IsTerminal)
            console.Profile.Width = 110;
        PrintOutcomes(console, summary);
        PrintReasons(console, summary);
        PrintClaims(console, claims, summary.AsOf);
        foreach (var note in summary.Notes)
            console.Write(new Text($"Note: {note}\n"));
        console.Write(new Text($"\nResults are in {folder.FullName}\n"));
        console.Write(new Text("outcomes.csv  every row and why     claims.csv    what to file, by deadline\n"));
        console.Write(new Text("review.csv    what to decide        unmapped.csv  tags and plates without a car\n"));
        if (summary.Evidence.Count > 0)
            console.Write(new Text(string.Create(CultureInfo.InvariantCulture, $"  claims/       evidence, {summary.Evidence.Count} files\n")));
    }

    private static void PrintOutcomes(IAnsiConsole console, Summary summary)
    {
        var table = Tables.New(console).AddColumn("Outcome").AddColumn(Right("Rows")).AddColumn(Right("Amount")).AddColumn("Meaning");
        foreach (var (outcome, entry) in summary.Outcomes)
        {
            table.AddRow(
                new Text(outcome), new Text(Number(entry.Rows)), new Text(new Money(entry.Cents).ToDollars()),
                new Text(Meaning(Enum.Parse<Outcome>(outcome))));
        }

        table.AddRow(new Text("All rows"), new Text(Number(summary.Rows)), new Text(new Money(summary.Outcomes.Values.Sum(entry => entry.Cents)).ToDollars()), new Text(""));
        console.Write(table);
    }

    /// <summary>Why rows need review, with the share of all rows.</summary>
    private static void PrintReasons(IAnsiConsole console, Summary summary)
    {
        if (summary.ReviewReasons.Count == 0)
            return;
        var table = Tables.New(console).AddColumn("Reason for review").AddColumn(Right("Rows")).AddColumn(Right("Share"));
        foreach (var (reason, rows) in summary.ReviewReasons)
            table.AddRow(new Text(ReasonText.Name(Enum.Parse<Reason>(reason))), new Text(Number(rows)), new Text(((double)rows / summary.Rows).ToString("P2", CultureInfo.InvariantCulture)));
        console.Write(table);
    }

    private static void PrintClaims(IAnsiConsole console, IReadOnlyList<Claim> claims, string asOf)
    {
        if (claims.Count == 0)
        {
            console.Write(new Text("No guest owes any tolls.\n"));
            return;
        }

        var table = Tables.New(console).AddColumn("Trip").AddColumn("Guest").AddColumn(Right("Tolls")).AddColumn(Right("Owed")).AddColumn("File by").AddColumn("State");
        foreach (var claim in claims.Take(MostClaims))
        {
            table.AddRow(
                new Text(claim.Trip.ReservationId), new Text(claim.Trip.Guest), new Text(Number(claim.Tolls.Count)), new Text(claim.Amount.ToDollars()),
                new Text(claim.FileBy.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture)), new Text(ResultFiles.StateText(claim.State)));
        }

        console.Write(table);
        var total = new Money(claims.Sum(claim => claim.Amount.Cents)).ToDollars();
        var more = claims.Count > MostClaims ? string.Create(CultureInfo.InvariantCulture, $" Showing the {MostClaims} nearest deadlines.") : "";
        console.Write(new Text($"{Number(claims.Count)} {(claims.Count == 1 ? "claim" : "claims")}, {total} in total, as of {asOf}.{more}\n\n"));
    }

    private static TableColumn Right(string name) => new TableColumn(name).RightAligned();

    private static string Number(int value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    internal static string Meaning(Outcome outcome) => outcome switch
    {
        Outcome.Matched => "Guest owes: matched to one trip",
        Outcome.NeedsReview => "Uncertain: you decide",
        Outcome.HostExpense => "You pay: the car was between trips",
        Outcome.OffPlatform => "Rental outside Turo",
        Outcome.AlreadyCharged => "Filed earlier",
        Outcome.Duplicate => "Already in an earlier file",
        Outcome.Excluded => "Not a toll, or the charges cancel out",
        Outcome.Unmapped => "The tag or plate is not on any of your cars",
        _ => "Can't be read: see the reason",
    };
}
