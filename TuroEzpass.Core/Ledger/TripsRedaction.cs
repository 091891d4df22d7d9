using System.Text;
using NodaTime;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Trips;

namespace TuroEzpass.Core.Ledger;

/// <summary>A trips file without the names of some guests.</summary>
/// <param name="Bytes">The file; the same array when nothing was erased.</param>
/// <param name="Erased">The reservations whose guest was taken out.</param>
/// <param name="Seen">The reservations asked for that the file has: their guests erased now, before, or never named.</param>
internal sealed record RedactedTrips(byte[] Bytes, IReadOnlySet<string> Erased, IReadOnlySet<string> Seen);

/// <summary>Takes guests' names out of a trips file: their cells are replaced, every other byte stays as it was, the
/// quoting of the cell included. Rows are found by their cells and not by <see cref="TripsReader"/>'s trips, for those
/// leave out cancelled rows without times, which have a guest too.</summary>
internal static class TripsRedaction
{
    /// <summary>What stands in a guest's place.</summary>
    public const string Mark = "(erased)";

    /// <summary>Any day: it is only told of files whose name has none, and here the same for the file and its copy.</summary>
    private static readonly LocalDate AnyDay = new(2000, 1, 1);

    /// <summary>Whether a guest cell still names somebody.</summary>
    public static bool IsName(string guest) => guest.Length > 0 && guest != Mark;

    /// <summary>Makes the copy.</summary>
    /// <exception cref="LedgerRefusedException">The file cannot be changed without changing what it tells of the trips.</exception>
    public static RedactedTrips Redact(string fileName, byte[] bytes, IReadOnlySet<string> reservations)
    {
        var encoded = EncodedText.Of(bytes);
        var text = encoded.Text;
        var (erased, seen) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        var copy = new StringBuilder(text.Length);
        var position = 0;
        TripColumns? columns = null;
        // Lines that end with a lone return are lines to the reader of trips too; the copy keeps their returns.
        var lines = text.Contains('\n', StringComparison.Ordinal) ? text : text.Replace('\r', '\n');
        using var reader = CsvRecords.Open(Encoding.UTF8.GetBytes(lines), ',');
        while (reader.Read())
        {
            var length = reader.GetRawRecordSpan().Length;
            if (length > text.Length - position)
                throw Refused(fileName);
            var raw = text.AsSpan(position, length);
            position += length;
            var cells = new string[reader.RowFieldCount];
            for (var ordinal = 0; ordinal < cells.Length; ordinal++)
                cells[ordinal] = reader.GetFieldSpan(ordinal).ToString();
            if (raw.IndexOfAnyExcept(" ,\t\r\n") < 0)
                copy.Append(raw);
            else if (columns is null)
                (columns, copy) = (TripColumns.Of(cells), copy.Append(raw));
            else
                CopyRow(raw, cells, columns);
        }

        void CopyRow(ReadOnlySpan<char> raw, string[] cells, TripColumns known)
        {
            var id = known.ReservationOf(cells);
            if (id is null || !reservations.Contains(id))
            {
                copy.Append(raw);
                return;
            }

            seen.Add(id);
            var guests = known.Guests(cells);
            if (guests.Count > 0)
                erased.Add(id);
            RawCells.Replace(raw, cells, guests, Mark, copy);
        }

        if (position != text.Length)
            throw Refused(fileName);
        if (erased.Count == 0)
            return new RedactedTrips(bytes, erased, seen);
        var redacted = encoded.Encode(copy.ToString());
        // What the trips are must not depend on how well the cells were found: both files are read, and compared.
        var before = TripsReader.Read(fileName, bytes, AnyDay).Rows.Select(row => row with { Line = 0, Guest = IsName(row.Guest) && erased.Contains(row.ReservationId) ? Mark : row.Guest });
        var after = TripsReader.Read(fileName, redacted, AnyDay).Rows.Select(row => row with { Line = 0 });
        return before.SequenceEqual(after) ? new RedactedTrips(redacted, erased, seen) : throw Refused(fileName);
    }

    private static LedgerRefusedException Refused(string fileName) => new(
        $"{fileName}: a guest's cell in it cannot be told from its neighbours, so nothing was erased. Import a fresh export of these trips, and report this file's shape.");

    /// <summary>Where the reservation and the guests stand.</summary>
    private sealed record TripColumns(int Reservation, IReadOnlyList<int> Guest)
    {
        public static TripColumns Of(string[] header)
        {
            var names = Array.ConvertAll(header, LayoutCatalog.Name);
            return new TripColumns(Array.IndexOf(names, "RESERVATION ID"), [.. Enumerable.Range(0, names.Length).Where(ordinal => names[ordinal] == "GUEST")]);
        }

        public string? ReservationOf(string[] cells) => Reservation >= 0 && Reservation < cells.Length ? cells[Reservation].Trim() : null;

        /// <summary>The cells of a row that name somebody.</summary>
        public IReadOnlyList<int> Guests(string[] cells) => [.. Guest.Where(ordinal => ordinal < cells.Length && IsName(cells[ordinal].Trim()))];
    }
}
