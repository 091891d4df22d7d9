using TuroEzpass.Core.Statements;

namespace TuroEzpass.Core.Trips;

/// <summary>A line of a file with handover times.</summary>
/// <param name="Line">Its physical line.</param>
/// <param name="Handover">What it states.</param>
public sealed record HandoverLine(int Line, Handover Handover);

/// <summary>A file with the real times at which guests picked up and returned cars: <c>reservation_id,picked_up_at,returned_at</c>. The times
/// are local times of the car or have an offset; an empty cell says nothing.</summary>
/// <param name="FileName">The file's name.</param>
/// <param name="Lines">Its lines.</param>
public sealed record HandoversFile(string FileName, IReadOnlyList<HandoverLine> Lines)
{
    /// <summary>A stated time is at most this far from the booked one. More is a typing error.</summary>
    public const int MostDaysFromBooking = 30;

    private const string Advice = "A line is reservation_id,picked_up_at,returned_at, such as: 50000001,2026-03-28T10:20,2026-03-31T18:45";

    private static readonly string[] Needed = ["RESERVATION_ID", "PICKED_UP_AT", "RETURNED_AT"];

    /// <summary>Whether a line is such a file's header.</summary>
    public static bool IsHeader(IEnumerable<string> cells) => Needed.All(cells.Select(NameOf).Contains);

    /// <summary>Reads a file.</summary>
    /// <exception cref="InputException">It is not such a file, or a line can't be read.</exception>
    public static HandoversFile Read(string fileName, byte[] bytes)
    {
        if (FileContent.Kind(fileName, bytes) == ContentKind.Workbook)
            throw new InputException(fileName, null, "this is an Excel workbook.", "Save it as CSV.");
        var lines = new List<HandoverLine>();
        int[]? columns = null;
        var text = FileContent.Utf8Text(bytes);
        foreach (var (number, cells) in CsvRecords.Read(text, CsvRecords.DelimiterOf(text)))
        {
            if (cells is null)
                throw new InputException(fileName, number, "a quotation mark in this line is not closed.", Advice);
            if (cells.All(string.IsNullOrWhiteSpace))
                continue;
            if (columns is null)
                columns = Columns(fileName, number, cells);
            else
                lines.Add(Read(fileName, number, columns, cells));
        }

        return columns is null ? throw new InputException(fileName, null, "it has no header.", Advice) : new HandoversFile(fileName, lines);
    }

    /// <summary>Checks the file against the trips.</summary>
    /// <param name="trips">The trips, with the times that were stated before.</param>
    /// <returns>The lines whose reservations are in no trips file.</returns>
    /// <exception cref="InputException">A guest would return the car before picking it up, or a time is far from the booked one.</exception>
    public IReadOnlyList<HandoverLine> Check(TripBook trips)
    {
        ArgumentNullException.ThrowIfNull(trips);
        var known = trips.Trips.ToLookup(trip => trip.ReservationId, StringComparer.Ordinal);
        var unknown = new List<HandoverLine>();
        var before = trips.Handovers;
        var stated = new Dictionary<string, Handover>(StringComparer.Ordinal);
        foreach (var line in Lines)
        {
            var id = line.Handover.ReservationId;
            var earlier = stated.GetValueOrDefault(id) ?? before.Of(id);
            var now = line.Handover with { PickedUp = line.Handover.PickedUp ?? earlier?.PickedUp, Returned = line.Handover.Returned ?? earlier?.Returned };
            stated[id] = now;
            if (!known.Contains(id))
                unknown.Add(line);
            foreach (var trip in known[id])
            {
                if (Problem(now, trip, trips) is { } problem)
                    throw new InputException(FileName, line.Line, problem, "Correct the line and import the file again.");
            }
        }

        return unknown;
    }

    /// <summary>What is wrong with stated times of a trip; null if nothing is.</summary>
    internal static string? Problem(Handover stated, Trip trip, TripBook trips)
    {
        var zone = trip.Vehicle.Zone ?? trips.DefaultZone;
        var (pickedUp, returned) = (stated.PickedUp?.In(zone, trip.Start), stated.Returned?.In(zone, trip.End));
        if (pickedUp is { } from && returned is { } to && to.Latest <= from.Earliest)
            return $"trip {trip.ReservationId} would end ({to.Local:uuuu-MM-dd HH:mm}) before its guest picked up the car ({from.Local:uuuu-MM-dd HH:mm}).";
        if (pickedUp is { } start && IsFar(start.Earliest, trip.StartEarliest))
            return $"trip {trip.ReservationId} is booked from {trip.Start:uuuu-MM-dd HH:mm}, and {start.Local:uuuu-MM-dd HH:mm} is more than {MostDaysFromBooking} days away.";
        if (returned is { } end && IsFar(end.Earliest, trip.EndEarliest))
            return $"trip {trip.ReservationId} is booked until {trip.End:uuuu-MM-dd HH:mm}, and {end.Local:uuuu-MM-dd HH:mm} is more than {MostDaysFromBooking} days away.";
        return null;
    }

    private static bool IsFar(long stated, long booked) => Math.Abs(stated - booked) > MostDaysFromBooking * 86400L;

    private static string NameOf(string header) => header.Trim().TrimStart('\uFEFF').ToUpperInvariant().Replace(' ', '_');

    private static int[] Columns(string fileName, int line, string[] header)
    {
        var names = header.Select(NameOf).ToList();
        var columns = Needed.Select(name => names.IndexOf(name)).ToArray();
        var missing = Needed.Where((_, index) => columns[index] < 0).ToList();
        return missing.Count == 0 ? columns : throw new InputException(fileName, line, $"the header lacks {string.Join(", ", missing).ToLowerInvariant()}.", Advice);
    }

    private static HandoverLine Read(string fileName, int number, int[] columns, string[] cells)
    {
        string Text(int column) => columns[column] < cells.Length ? cells[columns[column]].Trim() : "";

        StatedTime? Time(int column) => Text(column) is not { Length: > 0 } text ? null
            : StatedTime.IsTime(text) ? new StatedTime(text)
            : throw new InputException(fileName, number, $"'{text}' is not a time like 2026-03-31T18:45 or 2026-03-31T18:45-04:00.", Advice);

        return Text(0) is { Length: > 0 } id
            ? new HandoverLine(number, new Handover(id) { PickedUp = Time(1), Returned = Time(2) })
            : throw new InputException(fileName, number, "the reservation_id is missing.", Advice);
    }
}
