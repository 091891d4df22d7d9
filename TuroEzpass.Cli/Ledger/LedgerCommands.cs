using System.CommandLine;
using System.Globalization;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Time;
using TuroEzpass.Core.Trips;

namespace TuroEzpass.Cli.Ledger;

/// <summary>The commands that read a ledger, change decisions and claims, and check it.</summary>
internal static class LedgerCommands
{
    public static IEnumerable<Command> All() => [ImportCommand.Create(), Status(), Claims(), Claim(), Review(), Handover(), Coverage(), Settings(), VerifyCommand.Create(), Rebuild(), UpgradeCommand.Create()];

    /// <summary>An action on an opened ledger.</summary>
    internal static Command Does(this Command command, Func<LedgerSession, ParseResult, CancellationToken, Task<int>> action)
    {
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var session = await LedgerSession.OpenAsync(parsed, mayBegin: command.Name == "settings", cancellation).ConfigureAwait(false);
            return await action(session, parsed, cancellation).ConfigureAwait(false);
        });
        return command;
    }

    private static Command Status() => new Command("status", "Shows tolls by outcome, and the amounts owed, in progress and paid.").Does((session, _, _) =>
    {
        LedgerTables.PrintStatus(session);
        return Task.FromResult(LedgerTables.NeedsPerson(session) ? ExitCodes.NeedsPerson : ExitCodes.Done);
    });

    private static Command Claims()
    {
        var due = new Option<TimeSpan?>("--due") { Description = "Only claims to file or answer within this time.", CustomParser = result => OptionTexts.Length(result), HelpName = "14d" };
        return new Command("claims", "Lists drafts of claims, and approved claims with their status.") { due }.Does((session, parsed, _) =>
        {
            LedgerTables.PrintClaims(session, parsed.GetValue(due) is { } time ? (int)Math.Ceiling(time.TotalDays) : null);
            return Task.FromResult(ExitCodes.Done);
        });
    }

    private static Command Claim()
    {
        var id = new Argument<string>("ID") { Description = "The claim: reservation id and number, such as 50000001-1." };
        var approve = new Option<bool>("--approve") { Description = "Approve the draft. Its tolls and amount can no longer change." };
        var moves = new (Option<bool> Option, LedgerClaimState To)[]
        {
            (new("--sent") { Description = "You filed it on Turo. The claim now waits for the guest, who has 48 hours to respond." }, LedgerClaimState.Sent),
            (new("--paid") { Description = "Payment received." }, LedgerClaimState.Paid),
            (new("--disputed") { Description = "The guest disputes it. You have 72 hours to respond." }, LedgerClaimState.Disputed),
            (new("--answered") { Description = "You responded to the dispute." }, LedgerClaimState.Answered),
            (new("--rejected") { Description = "Turo rejected it." }, LedgerClaimState.Rejected),
            (new("--expired") { Description = "The deadline to file or respond has passed." }, LedgerClaimState.Expired),
            (new("--withdrawn") { Description = "You withdrew it. Its tolls can be claimed again." }, LedgerClaimState.Withdrawn),
        };
        var note = new Option<string?>("--note") { Description = "Your note, stored with the change.", HelpName = "TEXT" };
        var evidence = new Option<DirectoryInfo?>("--evidence") { Description = "Write its evidence (PDF and PNG) to this folder.", HelpName = "DIR" };
        var proofs = new Option<FileInfo[]>("--proof") { Description = "The agency's official statement, appended to the evidence PDF.", HelpName = "FILE", AllowMultipleArgumentsPerToken = true };
        var command = new Command("claim", "Approves a claim, writes its evidence, or records what happened to it.") { id, approve, note, evidence, proofs };
        foreach (var (option, _) in moves)
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if ((result.GetValue(approve) ? 1 : 0) + (result.GetValue(evidence) is null ? 0 : 1) + moves.Count(move => result.GetValue(move.Option)) != 1)
                result.AddError("Use exactly one of --evidence DIR, --approve, --sent, --paid, --disputed, --answered, --rejected, --expired or --withdrawn.");
        });
        return command.Does(async (session, parsed, cancellation) =>
        {
            var claim = parsed.GetValue(id)!;
            if (parsed.GetValue(evidence) is { } folder)
                return await ClaimEvidence.DrawAsync(session, claim, folder, parsed.GetValue(proofs) ?? [], cancellation).ConfigureAwait(false);
            if (parsed.GetValue(approve))
                await session.Ledger.ApproveClaimAsync(claim, LedgerSession.By, parsed.GetValue(note), cancellation: cancellation).ConfigureAwait(false);
            else
                await session.Ledger.MoveClaimAsync(claim, moves.First(move => parsed.GetValue(move.Option)).To, parsed.GetValue(note), LedgerSession.By, cancellation: cancellation).ConfigureAwait(false);
            var now = session.Ledger.State.Claim(claim)!;
            LedgerTables.Line(LedgerTables.Wide(), $"Claim {claim}: {now.State.ToString().ToLowerInvariant()}, {new Core.Money(now.Cents).ToDollars()} for {now.Lines.Count.ToString(CultureInfo.InvariantCulture)} {(now.Lines.Count == 1 ? "toll" : "tolls")}.");
            return ExitCodes.Done;
        });
    }

    private static Command Review()
    {
        var toll = new Argument<string?>("TOLL") { Description = "The toll to decide. Omit to list tolls awaiting review.", Arity = ArgumentArity.ZeroOrOne };
        var trip = new Option<string?>("--trip") { Description = "The toll belongs to this trip.", HelpName = "RESERVATION" };
        var kinds = new (Option<bool> Option, DecisionKind Kind)[]
        {
            (new("--host") { Description = "You pay it (host expense)." }, DecisionKind.HostExpense),
            (new("--off-platform") { Description = "The toll belongs to a rental outside Turo." }, DecisionKind.OffPlatform),
            (new("--charged") { Description = "The guest was already charged for it." }, DecisionKind.AlreadyCharged),
            (new("--exclude") { Description = "No one owes it." }, DecisionKind.Exclude),
        };
        var refund = new Option<string?>("--refund-of") { Description = "The credit refunds this toll, or none.", HelpName = "TOLL" };
        var list = new Option<bool>("--list") { Description = "Only list the tolls. Otherwise, in a terminal, you are asked about each one." };
        var undo = new Option<bool>("--undo") { Description = "Undo your decision." };
        var command = new Command("review", "Lists tolls awaiting review and records your decisions. They override automatic matching until you undo them.") { toll, trip, refund, undo, list };
        foreach (var (option, _) in kinds)
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            var said = (result.GetValue(trip) is null ? 0 : 1) + (result.GetValue(refund) is null ? 0 : 1) + (result.GetValue(undo) ? 1 : 0) + kinds.Count(kind => result.GetValue(kind.Option));
            if (said != (result.GetValue(toll) is null ? 0 : 1))
                result.AddError("Give a toll and exactly one decision: --trip ID, --host, --off-platform, --charged, --exclude, --refund-of TOLL or --undo.");
        });
        return command.Does(async (session, parsed, cancellation) =>
        {
            if (parsed.GetValue(toll) is not { } named)
            {
                if (ReviewQueue.IsPossible && !parsed.GetValue(list))
                    await ReviewQueue.AskAsync(session, LedgerTables.Queue(session), cancellation).ConfigureAwait(false);
                else
                    LedgerTables.PrintReview(session);
                return LedgerTables.NeedsPerson(session) ? ExitCodes.NeedsPerson : ExitCodes.Done;
            }

            // The API shows a toll by its whole reference.
            var id = TollKey.TryParse(named, out var key) ? key.Id : named;
            if (parsed.GetValue(undo))
                await session.Ledger.UndoAsync(id, LedgerSession.By, cancellation: cancellation).ConfigureAwait(false);
            else if (parsed.GetValue(refund) is { } charge)
                await session.Ledger.DecideRefundAsync(id, charge == "none" ? null : TollKey.TryParse(charge, out var other) ? other.Id : charge, LedgerSession.By, cancellation: cancellation).ConfigureAwait(false);
            else if (parsed.GetValue(trip) is { } reservation)
                await session.Ledger.DecideAsync(id, DecisionKind.AssignToTrip, reservation, LedgerSession.By, cancellation: cancellation).ConfigureAwait(false);
            else
                await session.Ledger.DecideAsync(id, kinds.First(kind => parsed.GetValue(kind.Option)).Kind, null, LedgerSession.By, cancellation: cancellation).ConfigureAwait(false);
            var decision = session.Ledger.State.Reconciliation.DecisionAt(session.Ledger.State.PlaceOf(id)!.Value);
            LedgerTables.Line(LedgerTables.Wide(), $"Toll {id}: {decision.Outcome}{(decision.Trip is { } matched ? $", trip {matched.ReservationId}" : "")}.");
            return ExitCodes.Done;
        });
    }

    private static Command Handover()
    {
        var trip = new Argument<string?>("TRIP") { Description = "The trip's reservation ID. Omit to list the handovers that tolls wait for.", Arity = ArgumentArity.ZeroOrOne };
        var pickedUp = new Option<string?>("--picked-up") { Description = "When the guest picked up the car: a local time such as 2026-03-28T10:20, on-time, or unknown.", HelpName = "TIME" };
        var returned = new Option<string?>("--returned") { Description = "When the guest returned the car: a local time such as 2026-03-31T18:45, on-time, or unknown.", HelpName = "TIME" };
        var command = new Command("handover", "Lists the handovers that tolls wait for, and records when guests had the car.") { trip, pickedUp, returned };
        command.Validators.Add(result =>
        {
            if ((result.GetValue(trip) is null) != (result.GetValue(pickedUp) is null && result.GetValue(returned) is null))
                result.AddError("Give a trip and at least one of --picked-up and --returned, or nothing to list the handovers.");
        });
        return command.Does(async (session, parsed, cancellation) =>
        {
            if (parsed.GetValue(trip) is not { } id)
            {
                LedgerTables.PrintHandovers(session);
                return ExitCodes.Done;
            }

            var own = session.Ledger.State.Reconciliation.Trips.Trips.Where(one => one.ReservationId == id).ToList();
            if (own.Count == 0)
                throw new LedgerRefusedException($"Trip {id} not found.");
            var stated = new Handover(id)
            {
                PickedUp = Stated(parsed.GetValue(pickedUp), own.Min(one => one.Start)),
                Returned = Stated(parsed.GetValue(returned), own.Max(one => one.End)),
            };
            var before = HandoverQuestions.Of(session.Ledger.State.Reconciliation).Sum(question => question.Tolls.Count);
            await session.Ledger.StateHandoversAsync([stated], LedgerSession.By, cancellation: cancellation).ConfigureAwait(false);
            var after = HandoverQuestions.Of(session.Ledger.State.Reconciliation).Sum(question => question.Tolls.Count);
            LedgerTables.Line(LedgerTables.Wide(), string.Create(CultureInfo.InvariantCulture, $"Trip {id}: recorded. {after} tolls wait for a handover time; before, {before} did."));
            return ExitCodes.Done;
        });
    }

    private static Command Coverage()
    {
        var vehicle = new Argument<string>("VEHICLE") { Description = "The car: Turo's vehicle ID, a plate, or a name that only one car has." };
        var from = new Option<NodaTime.LocalDate?>("--from") { Description = "The first day.", CustomParser = OptionTexts.Date, Required = true, HelpName = "DATE" };
        var to = new Option<NodaTime.LocalDate?>("--to") { Description = "The last day.", CustomParser = OptionTexts.Date, Required = true, HelpName = "DATE" };
        var undo = new Option<bool>("--undo") { Description = "Take an earlier statement about these days back." };
        return new Command("coverage", "Records that your trips files have all trips of a car for some days, so that tolls outside of trips are yours.") { vehicle, from, to, undo }.Does(async (session, parsed, cancellation) =>
        {
            var stated = new StatedCoverage(parsed.GetValue(vehicle)!, parsed.GetValue(from)!.Value, parsed.GetValue(to)!.Value, !parsed.GetValue(undo));
            await session.Ledger.StateCoverageAsync(stated, LedgerSession.By, cancellation).ConfigureAwait(false);
            LedgerTables.Line(LedgerTables.Wide(), $"Car {stated.Vehicle}, {stated.From:uuuu-MM-dd} to {stated.To:uuuu-MM-dd}: {(stated.IsComplete ? "trips are complete" : "no longer stated as complete")}.");
            return ExitCodes.Done;
        });
    }

    private static StatedTime? Stated(string? text, NodaTime.LocalDateTime booked) => text switch
    {
        null => null,
        "on-time" => StatedTime.OnTime(booked),
        "unknown" => StatedTime.Unknown,
        _ => new StatedTime(text),
    };

    private static Command Settings()
    {
        var zone = new Option<ZoneCalendar?>("--zone") { Description = "Time zone of the trips.", CustomParser = OptionTexts.Zone, HelpName = "ZONE" };
        var before = new Option<TimeSpan?>("--review-before") { Description = "Tolls this long before a trip's start may be an early pickup and need review.", CustomParser = result => OptionTexts.Length(result), HelpName = "LENGTH" };
        var after = new Option<TimeSpan?>("--review-after") { Description = "Tolls this long after a trip's end may be a late return and need review.", CustomParser = result => OptionTexts.Length(result), HelpName = "LENGTH" };
        var handover = new Option<TimeSpan?>("--review-handover") { Description = "When trips follow closely, tolls this long after the start may be the previous guest's and need review.", CustomParser = result => OptionTexts.Length(result), HelpName = "LENGTH" };
        var (lateReturn, lateFee, delivery, oneAccount, twoAccounts) = (MatchingTexts.LateReturn(), MatchingTexts.LateFee(), MatchingTexts.Delivery(), MatchingTexts.OneAccount(), MatchingTexts.TwoAccounts());
        return new Command("settings", "Shows or changes the matching rules of this ledger.") { zone, before, after, handover, lateReturn, lateFee, delivery, oneAccount, twoAccounts }.Does(async (session, parsed, cancellation) =>
        {
            var now = session.Ledger.State.Settings;
            var next = new LedgerSettings(parsed.GetValue(zone) ?? now.Zone, now.Matching with
            {
                ReviewBefore = parsed.GetValue(before) ?? now.Matching.ReviewBefore,
                ReviewAfter = parsed.GetValue(after) ?? now.Matching.ReviewAfter,
                ReviewHandover = parsed.GetValue(handover) ?? now.Matching.ReviewHandover,
                LateReturnWithin = parsed.GetValue(lateReturn) ?? now.Matching.LateReturnWithin,
                LateFeeWithin = parsed.GetValue(lateFee) ?? now.Matching.LateFeeWithin,
                ReviewDelivery = parsed.GetValue(delivery) ?? now.Matching.ReviewDelivery,
                OneAccountWithin = parsed.GetValue(oneAccount) ?? now.Matching.OneAccountWithin,
                TwoAccountsWithin = parsed.GetValue(twoAccounts) ?? now.Matching.TwoAccountsWithin,
            });
            if (next != now)
                await session.Ledger.ChangeSettingsAsync(next, LedgerSession.By, cancellation: cancellation).ConfigureAwait(false);
            LedgerTables.Line(LedgerTables.Wide(), $"zone {next.Zone.Zone.Id}, review before {next.Matching.ReviewBefore.TotalMinutes:0} min, after {next.Matching.ReviewAfter.TotalMinutes:0} min, at a handover {next.Matching.ReviewHandover.TotalMinutes:0} min, after another guest's end {next.Matching.LateReturnWithin.TotalMinutes:0} min, after a late fee {next.Matching.LateFeeWithin.TotalMinutes:0} min, after a delivery {next.Matching.ReviewDelivery.TotalMinutes:0} min; one crossing: {next.Matching.OneAccountWithin.TotalSeconds:0} s, on two accounts {next.Matching.TwoAccountsWithin.TotalSeconds:0} s");
            return ExitCodes.Done;
        });
    }

    private static Command Rebuild() => new Command("rebuild", "Recomputes the stored data from the facts and original files, and corrects it.").Does(async (session, _, cancellation) =>
    {
        var written = await session.Ledger.RebuildAsync(cancellation).ConfigureAwait(false);
        LedgerTables.Line(LedgerTables.Wide(), $"{written:#,0} entries corrected.");
        return ExitCodes.Done;
    });
}
