using System.Text;
using NodaTime;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Trips;

namespace TuroEzpass.Core.Ledger;

/// <summary>A trips file without the names of some guests.</summary>
/// <param name="Bytes">The file; the same array if nothing was erased.</param>
/// <param name="Erased">The reservations whose guest's name was erased.</param>
/// <param name="Seen">The requested reservations that the file has, whether their guests were erased now, earlier, or never named.</param>
internal sealed record RedactedTrips(byte[] Bytes, IReadOnlySet<string> Erased, IReadOnlySet<string> Seen);

/// <summary>Erases guests' names from a trips file. Their cells are replaced; every other byte stays the same, including the
/// quoting of the cell. Rows are found by their cells and not through <see cref="TripsReader"/>, because that
/// skips canceled rows without times, which have a guest too.</summary>
internal static class TripsRedaction
{
    /// <summary>The text that replaces a guest's name.</summary>
    public const string Mark = "(erased)";

    /// <summary>Any date: it is used only for files whose name has none, and here it is the same for the file and its copy.</summary>
    private static readonly LocalDate AnyDay = new(2000, 1, 1);

    /// <summary>Whether a guest cell contains a name.</summary>
    public static bool IsName(string guest) => guest.Length > 0 && guest != Mark;

    /// <summary>Creates the copy.</summary>
    /// <exception cref="LedgerRefusedException">The file can't be redacted without changing its trips.</exception>
    public static RedactedTrips Redact(string fileName, byte[] bytes, IReadOnlySet<string> reservations)
    {
        var encoded = EncodedText.Of(bytes);
        var text = encoded.Text;
        var (erased, seen) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        var copy = new StringBuilder(text.Length);
        var position = 0;
        TripColumns? columns = null;
        // The trips reader also ends lines at a lone carriage return; the copy keeps them.
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
        // The trips must not change even if cells were found incorrectly: both files are parsed and compared.
        var before = TripsReader.Read(fileName, bytes, AnyDay).Rows.Select(row => row with { Line = 0, Guest = IsName(row.Guest) && erased.Contains(row.ReservationId) ? Mark : row.Guest });
        var after = TripsReader.Read(fileName, redacted, AnyDay).Rows.Select(row => row with { Line = 0 });
        return before.SequenceEqual(after) ? new RedactedTrips(redacted, erased, seen) : throw Refused(fileName);
    }

    private static LedgerRefusedException Refused(string fileName) => new(
        $"{fileName}: the program can't locate a guest's cell with certainty, so nothing was erased. Import a new export of these trips, and report this file's format.");

    /// <summary>The columns of the reservation and the guests.</summary>
    private sealed record TripColumns(int Reservation, IReadOnlyList<int> Guest)
    {
        public static TripColumns Of(string[] header)
        {
            var names = Array.ConvertAll(header, LayoutCatalog.Name);
            return new TripColumns(Array.IndexOf(names, "RESERVATION ID"), [.. Enumerable.Range(0, names.Length).Where(ordinal => names[ordinal] == "GUEST")]);
        }

        public string? ReservationOf(string[] cells) => Reservation >= 0 && Reservation < cells.Length ? cells[Reservation].Trim() : null;

        /// <summary>The cells of a row that contain a name.</summary>
        public IReadOnlyList<int> Guests(string[] cells) => [.. Guest.Where(ordinal => ordinal < cells.Length && IsName(cells[ordinal].Trim()))];
    }
}
