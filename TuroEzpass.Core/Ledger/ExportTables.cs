using System.Globalization;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Core.Fleet;
using TuroEzpass.Core.Reports;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Storage;
using TuroEzpass.Core.Time;

namespace TuroEzpass.Core.Ledger;

/// <summary>The tables of an export that show the projection: one line for each item, in order.</summary>
internal sealed class ExportTables(OwnerId owner, LedgerState state)
{
    private const int TagDigits = 11;
    private static readonly LocalDateTimePattern Times = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss");

    public void Tolls(Stream stream, CancellationToken cancellation)
    {
        using var table = new CsvTable(
            stream, "toll_id", "crossing_id", "transaction_at", "zone", "agency", "plaza", "entry_plaza", "class", "tag", "plate", "kind", "amount",
            "outcome", "reason", "reservation_id", "vehicle_id", "claim_id", "decided_by", "statement", "line", "import_id", "reason_code");
        foreach (var toll in Items<TollItem>("TOLL#", cancellation))
        {
            table.Value(toll.Id).Value(toll.Crossing ?? "").Value(toll.At).Value(toll.Zone ?? "").Text(toll.Agency ?? "").Text(toll.Plaza ?? "").Text(toll.EntryPlaza)
                .Text(toll.Class).Text(toll.Tag ?? "").Text(toll.Plate ?? "").Text(toll.Kind).Value(toll.Cents is { } cents ? new Money(cents).ToString() : "")
                .Value(toll.Outcome).Text(ReasonText.Of(toll.Reason)).Text(toll.Reservation ?? "").Text(toll.Vehicle ?? "").Text(toll.Claim ?? "").Text(toll.DecidedBy ?? "")
                .Text(toll.File).Value(toll.Line).Value(toll.Import).Value(toll.Reason.Code.ToString()).End();
        }
    }

    public void Trips(Stream stream, CancellationToken cancellation)
    {
        using var table = new CsvTable(stream, "reservation_id", "guest", "vehicle_id", "vehicle", "trip_start", "trip_end", "status", "turo_tolls_tickets", "file_date");
        foreach (var trip in Items<TripItem>("TRIP", cancellation))
        {
            table.Text(trip.Reservation).Text(trip.Guest).Text(trip.Vehicle).Text(trip.VehicleText).Value(trip.Start).Value(trip.End).Value(trip.Status)
                .Value(new Money(trip.TurosTollsCents).ToString()).Value(trip.FileDate).End();
        }
    }

    public void Claims(Stream stream, CancellationToken cancellation)
    {
        using var table = new CsvTable(stream, "claim_id", "reservation_id", "guest", "state", "toll_count", "amount", "file_by", "tolls", "history", "flags");
        foreach (var claim in Items<ClaimItem>("CLAIM", cancellation))
        {
            table.Text(claim.Id).Text(claim.Reservation).Text(claim.Guest).Value(claim.State).Value(claim.Lines.Count).Value(new Money(claim.Cents).ToString()).Value(claim.FileBy)
                .Text(string.Join(' ', claim.Lines.Select(line => $"{line.TollId}={new Money(line.Cents)}")))
                .Text(string.Join("; ", claim.Steps.Select(step => $"{step.At} {step.By}: {step.To}{(step.Note.Length > 0 ? $" ({step.Note})" : "")}")))
                .Text(ClaimText.Of(claim.Flags)).End();
        }
    }

    /// <summary>The current fleet, as a file that reads back to the same assignments.</summary>
    public void Fleet(Stream stream, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Fleet(stream, state.Reconciliation.Fleet.Assignments, null);
    }

    /// <summary>Some of the fleet's lines, and optionally one more.</summary>
    public void Fleet(Stream stream, IEnumerable<Assignment> lines, FleetLine? more)
    {
        using var table = new CsvTable(stream, "kind", "value", "state", "vehicle", "from", "to", "zone");
        foreach (var line in lines)
        {
            var isTag = line.Identifier.Kind == ReadBy.Tag;
            // With its leading zeros: a short number would not be recognized as a tag.
            table.Value(isTag ? "tag" : "plate").Text(isTag ? line.Identifier.Value.PadLeft(TagDigits, '0') : line.Identifier.Value).Text(line.Identifier.State)
                .Text(line.Vehicle.Id).Value(From(line)).Value(To(line)).Value(line.Vehicle.Zone?.Zone.Id ?? "").End();
        }

        if (more is not null)
            table.Value(more.Kind == ReadBy.Tag ? "tag" : "plate").Text(more.Value).Text(more.State).Text(more.Vehicle).Text(more.From).Text(more.To).Value("").End();
    }

    /// <summary>A line as a user would write it.</summary>
    public FleetLine LineOf(Assignment line) => new(
        line.Identifier.Kind, line.Identifier.Kind == ReadBy.Tag ? line.Identifier.Value.PadLeft(TagDigits, '0') : line.Identifier.Value, line.Identifier.State, line.Vehicle.Id, From(line), To(line));

    private string From(Assignment line) => line.From <= FleetFile.Beginning ? "" : Moment(line, line.From, line.FromIsDay, isEnd: false);

    private string To(Assignment line) => line.To >= FleetFile.Forever ? "" : Moment(line, line.To, line.ToIsDay, isEnd: true);

    private string Moment(Assignment line, long moment, bool isDay, bool isEnd)
    {
        ZoneCalendar zone = line.Vehicle.Zone ?? state.Settings.Zone;
        var local = Instant.FromUnixTimeSeconds(moment).InZone(zone.Zone).LocalDateTime;
        // The last day is included: this line ends when the next one starts.
        return isDay ? local.Date.PlusDays(isEnd ? -1 : 0).ToString("uuuu-MM-dd", CultureInfo.InvariantCulture) : Times.Format(local);
    }

    private IEnumerable<T> Items<T>(string partition, CancellationToken cancellation)
    {
        var name = owner.Partition(partition);
        foreach (var item in new ProjectedItems(owner, state).All())
        {
            cancellation.ThrowIfCancellationRequested();
            if (partition.EndsWith('#') ? item.Key.Partition.StartsWith(name, StringComparison.Ordinal) : item.Key.Partition == name)
                yield return JsonSerializer.Deserialize<T>(item.Json, ProjectedItems.Json)!;
        }
    }
}
