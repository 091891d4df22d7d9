using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Core.Statements;

namespace TuroEzpass.Core.Trips;

/// <summary>Reads Turo's <c>trip_earnings_export_YYYYMMDD.csv</c> by its header, never by position.</summary>
public static partial class TripsReader
{
    private const string Advice = "Give Turo's trip-earnings export as it was downloaded (Turo: Business, Earnings, Download CSV).";

    private static readonly string[] Needed = ["RESERVATION ID", "VEHICLE ID", "TRIP START", "TRIP END", "TRIP STATUS"];

    private static readonly LocalDateTimePattern[] TimePatterns =
    [
        LocalDateTimePattern.CreateWithInvariantCulture("yyyy-MM-dd hh:mm tt"),
        LocalDateTimePattern.CreateWithInvariantCulture("yyyy-MM-dd h:mm tt"),
        LocalDateTimePattern.CreateWithInvariantCulture("yyyy-MM-dd HH:mm"),
        LocalDateTimePattern.CreateWithInvariantCulture("M/d/yyyy h:mm tt"),
        LocalDateTimePattern.CreateWithInvariantCulture("M/d/yyyy H:mm"),
        LocalDateTimePattern.CreateWithInvariantCulture("yyyy-MM-dd'T'HH:mm:ss"),
    ];

    /// <summary>Reads a file.</summary>
    /// <param name="fileName">Its name; a date in it (<c>_20260915</c>) is the day it was made.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="asOf">The day it was made, when its name has none.</param>
    /// <exception cref="InputException">It is not such a file, or a row cannot be read.</exception>
    public static TripsFile Read(string fileName, byte[] bytes, LocalDate asOf)
    {
        if (FileContent.Kind(fileName, bytes) == ContentKind.Workbook)
            throw new InputException(fileName, null, "this is an Excel workbook.", Advice);
        var text = FileContent.Utf8Text(bytes);
        var rows = new List<TripRow>();
        Columns? columns = null;
        foreach (var (line, cells) in CsvRecords.Read(text, ','))
        {
            if (cells is null)
                throw new InputException(fileName, line, "a quotation mark in this row is not closed.", Advice);
            if (cells.All(string.IsNullOrWhiteSpace))
                continue;
            if (columns is null)
                columns = Columns.Find(fileName, line, cells);
            else if (Row(fileName, line, columns, cells) is { } row)
                rows.Add(row);
        }

        if (columns is null)
            throw new InputException(fileName, null, "it has no header.", Advice);
        return Dated(fileName, rows, asOf);
    }

    private static TripsFile Dated(string fileName, List<TripRow> rows, LocalDate asOf)
    {
        if (DateInName().Match(fileName) is { Success: true } match
            && LocalDatePattern.CreateWithInvariantCulture("yyyyMMdd").Parse(match.Value) is { Success: true } date)
        {
            return new TripsFile(fileName, date.Value, true, rows);
        }

        // A trip that had not begun puts a bound on the day the file was made.
        var booked = rows.Where(row => row.Status == TripStatus.Booked).Select(row => row.Start.Date).DefaultIfEmpty(asOf).Min();
        return new TripsFile(fileName, LocalDate.Min(asOf, booked), false, rows);
    }

    private static TripRow? Row(string fileName, int line, Columns columns, string[] cells)
    {
        string Needs(string column) => columns.Text(cells, column) is { Length: > 0 } text
            ? text
            : throw new InputException(fileName, line, $"'{column}' is empty.", Advice);

        var statusText = columns.Text(cells, "TRIP STATUS");
        var status = Status(statusText, columns, cells);
        if (status == TripStatus.Cancelled && (columns.Text(cells, "TRIP START").Length == 0 || columns.Text(cells, "TRIP END").Length == 0))
            return null;
        var start = Time(fileName, line, "TRIP START", Needs("TRIP START"));
        var end = Time(fileName, line, "TRIP END", Needs("TRIP END"));
        if (end < start || (end == start && status != TripStatus.Cancelled))
            throw new InputException(fileName, line, $"the trip ends ({columns.Text(cells, "TRIP END")}) no later than it starts ({columns.Text(cells, "TRIP START")}).", Advice);
        return new TripRow(
            line, Needs("RESERVATION ID"), columns.Text(cells, "GUEST"), Needs("VEHICLE ID"), columns.Text(cells, "VEHICLE"),
            columns.Text(cells, "VEHICLE NAME"), start, end, status, statusText, Amount(fileName, line, columns, cells, "TOLLS & TICKETS"));
    }

    private static TripStatus Status(string text, Columns columns, string[] cells)
    {
        var letters = new string([.. text.Where(char.IsAsciiLetter)]).ToUpperInvariant();
        if (letters.Contains("CANCEL", StringComparison.Ordinal))
            return WasDriven(columns, cells) ? TripStatus.CancelledAfterUse : TripStatus.Cancelled;
        return letters switch
        {
            "COMPLETED" => TripStatus.Completed,
            "INPROGRESS" => TripStatus.InProgress,
            "BOOKED" => TripStatus.Booked,
            _ => TripStatus.Unknown,
        };
    }

    /// <summary>A distance and a price: the guest had the car before the trip was cancelled.</summary>
    private static bool WasDriven(Columns columns, string[] cells)
    {
        var distance = new string([.. columns.Text(cells, "DISTANCE TRAVELED").TakeWhile(letter => char.IsAsciiDigit(letter) || letter is ',' or '.')]);
        return decimal.TryParse(distance, NumberStyles.Number, CultureInfo.InvariantCulture, out var miles) && miles > 0
            && AmountText.TryRead(columns.Text(cells, "TRIP PRICE"), out var price) && price > 0;
    }

    private static Money? Amount(string fileName, int line, Columns columns, string[] cells, string column)
    {
        var text = columns.Text(cells, column);
        if (text.Length == 0)
            return null;
        return AmountText.TryRead(text, out var cents)
            ? new Money(cents)
            : throw new InputException(fileName, line, $"'{column}' is '{text}', which is not an amount.", Advice);
    }

    private static LocalDateTime Time(string fileName, int line, string column, string text)
    {
        foreach (var pattern in TimePatterns)
        {
            if (pattern.Parse(text) is { Success: true } time)
                return time.Value;
        }

        throw new InputException(fileName, line, $"'{column}' is '{text}', which is not a time like 2026-02-27 03:00 PM.", Advice);
    }

    [GeneratedRegex(@"(?<![0-9])20[0-9]{6}(?![0-9])")]
    private static partial Regex DateInName();

    private sealed class Columns
    {
        private readonly Dictionary<string, int> ordinals;

        private Columns(Dictionary<string, int> ordinals) => this.ordinals = ordinals;

        public static Columns Find(string fileName, int line, string[] header)
        {
            var ordinals = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var ordinal = 0; ordinal < header.Length; ordinal++)
                ordinals.TryAdd(LayoutCatalog.Name(header[ordinal]), ordinal);
            var missing = Needed.Where(name => !ordinals.ContainsKey(name)).ToList();
            return missing.Count == 0
                ? new Columns(ordinals)
                : throw new InputException(fileName, line, $"the header lacks {string.Join(", ", missing)}.", Advice);
        }

        public string Text(string[] cells, string column) =>
            ordinals.TryGetValue(column, out var ordinal) && ordinal < cells.Length ? cells[ordinal].Trim() : "";
    }
}
