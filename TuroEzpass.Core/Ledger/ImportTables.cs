using System.Globalization;
using TuroEzpass.Core.Reports;
using TuroEzpass.Core.Trips;

namespace TuroEzpass.Core.Ledger;

/// <summary>The tables of an export that show the facts: imported files, and who did what.</summary>
internal static class ImportTables
{
    /// <summary>One line for each imported file.</summary>
    public static void WriteImports(LedgerState state, IReadOnlyList<ExportedFile> files, Stream stream)
    {
        using var table = new CsvTable(stream, "import_id", "kind", "file", "layout", "vehicle", "rows", "outcomes", "imported_at", "imported_by", "original", "withdrawn_at");
        // The last file of a fact is the one it is about; a layout comes before it.
        var paths = files.GroupBy(file => file.Fact.Seq).ToDictionary(group => group.Key, group => group.Last().Path);
        var standing = state.Imports.Index().ToDictionary(import => import.Item, import => import.Index);
        var withdrawn = new Dictionary<string, ImportWithdrawn>(StringComparer.Ordinal);
        foreach (var fact in state.Facts.OfType<ImportWithdrawn>())
            withdrawn[fact.Sha256] = fact;
        foreach (var fact in state.Facts)
        {
            switch (fact)
            {
                case StatementImported imported when !standing.ContainsKey(imported):
                    Line(imported.Sha256, "statement", imported.FileName, "", imported.Vehicle, imported.Rows, "", fact);
                    break;
                case StatementImported imported:
                    var statement = standing[imported];
                    var outcomes = state.Reconciliation.DecisionsOf(statement).CountBy(decision => decision.Outcome).OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} {pair.Value}");
                    Line(imported.Sha256, "statement", imported.FileName, state.Reconciliation.Statements[statement].Layout.Id, imported.Vehicle, imported.Rows, string.Join("; ", outcomes), fact);
                    break;
                case TripsImported trips:
                    Line(trips.Sha256, "trips", trips.FileName, "", null, null, "", fact);
                    break;
                case HandoversImported handovers:
                    Line(handovers.Sha256, "handovers", handovers.FileName, "", null, null, "", fact);
                    break;
                case FleetReplaced fleet:
                    Line(fleet.Sha256, "fleet", fleet.FileName, "", null, null, "", fact);
                    break;
            }
        }

        void Line(string id, string kind, string file, string layout, string? vehicle, int? rows, string outcomes, Fact fact) =>
            table.Value(id).Value(kind).Text(file).Text(layout).Text(vehicle ?? "").Value(rows?.ToString(CultureInfo.InvariantCulture) ?? "").Value(outcomes)
                .Value(fact.At).Text(fact.By).Text(paths[fact.Seq])
                .Value(withdrawn.TryGetValue(id, out var gone) && gone.Seq > fact.Seq ? gone.At : "").End();
    }

    /// <summary>One line for each fact: who, when, what, to what, before and after.</summary>
    public static void WriteAudit(LedgerState state, Stream stream)
    {
        using var table = new CsvTable(stream, "number", "at", "by", "what", "of", "before", "after");
        var claims = new Dictionary<string, LedgerClaimState>(StringComparer.Ordinal);
        var (settings, fleet) = (LedgerSettings.Default, "");
        foreach (var fact in state.Facts)
        {
            var (what, of, before, after) = fact switch
            {
                StatementImported it => ("statement imported", it.Sha256, "", it.FileName),
                TripsImported it => ("trips imported", it.Sha256, "", it.FileName),
                FleetReplaced it => ("fleet replaced", it.Sha256, fleet, it.FileName),
                HandoversImported it => ("handovers imported", it.Sha256, "", it.FileName),
                HandoversStated it => ("handover stated", string.Join(' ', it.Handovers.Select(one => one.ReservationId)), "", it.Handovers is [var single] ? Text(single) : "on time"),
                CoverageStated it => (it.IsComplete ? "trips complete" : "trips not complete", it.Vehicle, "", $"{it.From} to {it.To}"),
                ImportWithdrawn it => ("import withdrawn", it.Sha256, it.FileName, ""),
                SettingsChanged it => ("settings changed", "settings", Text(settings), Text(LedgerSettings.Of(it))),
                DecisionMade it => ("decided", it.TollId, it.Before, it.After),
                DecisionUndone it => ("decision undone", it.TollId, it.Before, "automatic match"),
                ClaimApproved it => ("claim approved", it.ClaimId, nameof(LedgerClaimState.Draft), $"{nameof(LedgerClaimState.Approved)} {new Money(it.Cents)}"),
                ClaimMoved it => ("claim moved", it.ClaimId, claims[it.ClaimId].ToString(), it.Note is { Length: > 0 } note ? $"{it.To} ({note})" : it.To.ToString()),
                GuestErased it => ("guests erased", string.Join(' ', it.ReservationIds), string.Join(' ', it.Replaced.Keys), string.Join(' ', it.Replaced.Values)),
                _ => (fact.GetType().Name, "", "", ""),
            };
            table.Value(fact.Seq).Value(fact.At).Text(fact.By).Value(what).Text(of).Text(before).Text(after).End();
            switch (fact)
            {
                case FleetReplaced it:
                    fleet = it.FileName;
                    break;
                case SettingsChanged it:
                    settings = LedgerSettings.Of(it);
                    break;
                case ClaimApproved it:
                    claims[it.ClaimId] = LedgerClaimState.Approved;
                    break;
                case ClaimMoved it:
                    claims[it.ClaimId] = it.To;
                    break;
            }
        }
    }

    private static string Text(Handover handover) => string.Join(", ", new[] { ("picked up", handover.PickedUp), ("returned", handover.Returned) }
        .Where(end => end.Item2 is not null).Select(end => $"{end.Item1} {end.Item2!.Text ?? "unknown"}"));

    private static string Text(LedgerSettings settings) => string.Create(
        CultureInfo.InvariantCulture,
        $"{settings.Zone.Zone.Id}; review minutes before a trip {settings.Matching.ReviewBefore.TotalMinutes}, after a trip {settings.Matching.ReviewAfter.TotalMinutes}, between back-to-back trips {settings.Matching.ReviewHandover.TotalMinutes}, after another guest's end {settings.Matching.LateReturnWithin.TotalMinutes}, after a late fee {settings.Matching.LateFeeWithin.TotalMinutes}, after a delivery {settings.Matching.ReviewDelivery.TotalMinutes}; seconds of one crossing {settings.Matching.OneAccountWithin.TotalSeconds}, on two accounts {settings.Matching.TwoAccountsWithin.TotalSeconds}");
}
