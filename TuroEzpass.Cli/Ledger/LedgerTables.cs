using System.Globalization;
using NodaTime;
using Spectre.Console;
using TuroEzpass.Core;
using TuroEzpass.Core.Claims;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Reports;

namespace TuroEzpass.Cli.Ledger;

/// <summary>Prints the contents of a ledger.</summary>
internal static class LedgerTables
{
    public static readonly Outcome[] ForPerson = [Outcome.NeedsReview, Outcome.Unmapped, Outcome.Unreadable];

    public static bool NeedsPerson(LedgerSession session) => Places(session.Ledger.State).Any(place => ForPerson.Contains(session.Ledger.State.Reconciliation.DecisionAt(place).Outcome));

    public static void PrintStatus(LedgerSession session)
    {
        var state = session.Ledger.State;
        var console = Wide();
        var table = Tables.New(console).AddColumn("Outcome").AddColumn(Right("Rows")).AddColumn(Right("Amount")).AddColumn("Meaning");
        var groups = Places(state).GroupBy(place => state.Reconciliation.DecisionAt(place).Outcome).OrderBy(group => group.Key);
        foreach (var group in groups)
        {
            var cents = group.Sum(place => state.Reconciliation.RowAt(place).Amount?.Cents ?? 0);
            table.AddRow(new Text(group.Key.ToString()), new Text(Number(group.Count())), new Text(new Money(cents).ToDollars()), new Text(SummaryTable.Meaning(group.Key)));
        }

        if (table.Rows.Count > 0)
            console.Write(table);
        var drafts = state.Drafts(new ClaimRules(), session.Today);
        var live = state.Claims.Where(claim => claim.State is LedgerClaimState.Approved or LedgerClaimState.Sent or LedgerClaimState.Disputed or LedgerClaimState.Answered).ToList();
        Line(console, $"{Number(state.Imports.Count)} statements, {Number(state.Reconciliation.Trips.Trips.Count)} trips, {Number(state.Reconciliation.Trips.Vehicles.Vehicles.Count)} cars.");
        Line(console, $"Not yet claimed: {new Money(drafts.Sum(draft => draft.Claim.Amount.Cents)).ToDollars()} in {Number(drafts.Count)} drafts. "
            + $"In progress: {new Money(live.Sum(claim => claim.Cents)).ToDollars()} in {Number(live.Count)} claims. "
            + $"Paid: {new Money(state.Claims.Where(claim => claim.State == LedgerClaimState.Paid).Sum(claim => claim.Cents)).ToDollars()}.");
        foreach (var claim in state.Claims)
        {
            foreach (var flag in state.FlagsOf(claim))
                Line(console, $"Claim {claim.Id}: {ClaimText.Of(flag)}.");
        }
    }

    public static void PrintClaims(LedgerSession session, int? dueWithin)
    {
        var state = session.Ledger.State;
        var console = Wide();
        var table = Tables.New(console)
            .AddColumn("Claim").AddColumn("Guest").AddColumn(Right("Tolls")).AddColumn(Right("Amount")).AddColumn("Status").AddColumn("Act by").AddColumn("Check");
        var last = dueWithin is { } days ? session.Today.PlusDays(days) : LocalDate.MaxIsoValue;
        foreach (var draft in state.Drafts(new ClaimRules(), session.Today).Where(draft => draft.Claim.FileBy <= last))
        {
            table.AddRow(
                new Text(draft.Id), new Text(draft.Claim.Trip.Guest), new Text(Number(draft.Claim.Tolls.Count)), new Text(draft.Claim.Amount.ToDollars()),
                new Text($"{draft.State.ToString().ToLowerInvariant()}, {ResultFiles.StateText(draft.Claim.State)}"), new Text($"file by {Day(draft.Claim.FileBy)}"), new Text(ClaimText.Of(draft.Claim.Warnings)));
        }

        var guests = state.Reconciliation.Trips.Trips.ToLookup(trip => trip.ReservationId);
        foreach (var claim in state.Claims.OrderBy(claim => claim.Id, StringComparer.Ordinal))
        {
            var trip = guests[claim.ReservationId].FirstOrDefault();
            var fileBy = trip?.End.Date.PlusDays(new ClaimRules().FileWithinDays);
            if (dueWithin is not null && (claim.State is not (LedgerClaimState.Approved or LedgerClaimState.Sent or LedgerClaimState.Disputed) || fileBy > last))
                continue;
            var act = claim.State == LedgerClaimState.Approved && fileBy is { } day ? $"file by {Day(day)}"
                : claim.AnswerBy is { } answer ? $"{(claim.State == LedgerClaimState.Sent ? "guest answers" : "you answer")} by {answer.InZone(state.Settings.Zone.Zone).ToString("uuuu-MM-dd HH:mm", CultureInfo.InvariantCulture)}"
                : "";
            table.AddRow(
                new Text(claim.Id), new Text(trip?.Guest ?? ""), new Text(Number(claim.Lines.Count)), new Text(new Money(claim.Cents).ToDollars()),
                new Text(claim.State.ToString().ToLowerInvariant()), new Text(act), new Text(ClaimText.Of(state.FlagsOf(claim))));
        }

        console.Write(table);
    }

    public static void PrintImports(LedgerSession session)
    {
        var console = Wide();
        var table = Tables.New(console).AddColumn("ID").AddColumn("Kind").AddColumn("File").AddColumn(Right("Rows")).AddColumn("Imported").AddColumn("Withdrawn");
        foreach (var import in session.Ledger.Imports())
            table.AddRow(new Text(import.Id[..12]), new Text(import.Kind), new Text(import.File), new Text(import.Rows > 0 ? Number(import.Rows) : ""), new Text(import.At), new Text(import.WithdrawnAt ?? ""));
        console.Write(table);
        Line(console, table.Rows.Count == 0 ? "No files imported." : "Take a file back with: turoezpass import withdraw ID.");
    }

    /// <summary>The questions about handovers that tolls wait for.</summary>
    public static void PrintHandovers(LedgerSession session)
    {
        var reconciliation = session.Ledger.State.Reconciliation;
        var console = Wide();
        var table = Tables.New(console).AddColumn("Trip").AddColumn("Guest").AddColumn("Car").AddColumn("Question").AddColumn("Booked").AddColumn(Right("Tolls")).AddColumn(Right("Amount"));
        foreach (var question in HandoverQuestions.Of(reconciliation).OrderBy(question => question.Trip.End))
        {
            var cents = question.Tolls.Sum(place => reconciliation.RowAt(place).Amount?.Cents ?? 0);
            table.AddRow(
                new Text(question.Trip.ReservationId), new Text(question.Trip.Guest), new Text(ResultFiles.VehicleText(question.Trip.Vehicle)),
                new Text(question.End == HandoverEnd.Pickup ? "picked up when?" : "returned when?"),
                new Text((question.End == HandoverEnd.Pickup ? question.Trip.Start : question.Trip.End).ToString("uuuu-MM-dd HH:mm", CultureInfo.InvariantCulture)),
                new Text(Number(question.Tolls.Count)), new Text(new Money(cents).ToDollars()));
        }

        console.Write(table);
        Line(console, table.Rows.Count == 0 ? "No tolls wait for a handover time." : "Answer with: turoezpass handover TRIP --picked-up TIME | on-time | unknown, --returned TIME | on-time | unknown.");
    }

    public static void PrintReview(LedgerSession session)
    {
        var state = session.Ledger.State;
        var console = Wide();
        var finder = new CandidateFinder(state.Reconciliation);
        var table = Tables.New(console)
            .AddColumn("Toll").AddColumn("When").AddColumn("Plaza").AddColumn(Right("Amount")).AddColumn("Tag or plate").AddColumn("Reason").AddColumn("Trips");
        foreach (var place in Places(state).Where(place => ForPerson.Contains(state.Reconciliation.DecisionAt(place).Outcome)))
        {
            ref readonly var row = ref state.Reconciliation.RowAt(place);
            var decision = state.Reconciliation.DecisionAt(place);
            table.AddRow(
                new Text(state.TollIdAt(place)!), new Text(RowTexts.TransactionAt(row)), new Text($"{row.Plaza?.Agency.Code} {row.Plaza?.Code}".Trim()),
                new Text(row.Amount?.ToDollars() ?? ""), new Text(row.Identifier?.ToString() ?? ""), new Text(ReasonText.Of(Reasons.Of(state.Reconciliation, place))),
                new Text(string.Join(' ', finder.Find(row, decision).Trips.Select(trip => trip.ReservationId))));
        }

        console.Write(table);
        Line(console, table.Rows.Count == 0 ? "No tolls are awaiting review." : "Decide with: turoezpass review TOLL --trip ID | --host | --off-platform | --charged | --exclude, or --undo.");
    }

    /// <summary>The tolls awaiting review, in the order of the statements.</summary>
    public static IReadOnlyList<string> Queue(LedgerSession session)
    {
        var state = session.Ledger.State;
        return [.. Places(state).Where(place => ForPerson.Contains(state.Reconciliation.DecisionAt(place).Outcome)).Select(place => state.TollIdAt(place)!)];
    }

    public static IAnsiConsole Wide()
    {
        var console = AnsiConsole.Console;
        if (!console.Profile.Out.IsTerminal)
            console.Profile.Width = 200;
        return console;
    }

    public static void Line(IAnsiConsole console, string text) => console.Write(new Text(text + "\n"));

    private static IEnumerable<RowPlace> Places(LedgerState state)
    {
        for (var file = 0; file < state.Reconciliation.Statements.Count; file++)
        {
            for (var row = 0; row < state.Reconciliation.Statements[file].Rows.Count; row++)
            {
                var place = new RowPlace(file, row);
                if (state.TollIdAt(place) is not null)
                    yield return place;
            }
        }
    }

    private static TableColumn Right(string name) => new TableColumn(name).RightAligned();

    private static string Number(int value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Day(LocalDate date) => date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
}
