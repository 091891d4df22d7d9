using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;
using Sylvan.Data.Csv;
using TuroEzpass.Core.Statements;

namespace TuroEzpass.Core.Trips;

/// <summary>Reads Turo's <c>trip_earnings_export_YYYYMMDD.csv</c> by its header, never by position.</summary>
public static partial class TripsReader
{
    private const string Advice = "Use Turo's trip-earnings export exactly as downloaded (Turo: Business, Earnings, Download CSV).";

    private static readonly string[] Needed = ["RESERVATION ID", "VEHICLE ID", "TRIP START", "TRIP END", "TRIP STATUS"];

    /// <summary>VINs had 11 to 17 letters before 1981, and have 17 since.</summary>
    private const int LeastVinLetters = 11;

    private static readonly SearchValues<char> Blanks = SearchValues.Create(" ,;\t\r\n");

    private static readonly SearchValues<char> NumberLetters = SearchValues.Create("0123456789.,");

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
    /// <param name="fileName">Its name; a date in it (<c>_20260915</c>) is the day it was downloaded.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="asOf">The day it was downloaded, if its name has none.</param>
    /// <exception cref="InputException">It is not such a file, or a row can't be read.</exception>
    public static TripsFile Read(string fileName, byte[] bytes, LocalDate asOf)
    {
        if (FileContent.Kind(fileName, bytes) == ContentKind.Workbook)
            throw new InputException(fileName, null, "this is an Excel workbook.", Advice);
        return Dated(fileName, Rows(fileName, FileContent.Utf8Text(bytes)), asOf);
    }

    private static List<TripRow> Rows(string fileName, ReadOnlyMemory<byte> text)
    {
        using var reader = CsvRecords.Open(text, CsvRecords.DelimiterOf(text));
        var rows = new List<TripRow>();
        Columns? columns = null;
        var next = 1;
        while (reader.Read())
        {
            var raw = reader.GetRawRecordSpan();
            var line = next;
            next += raw.Count('\n');
            // A location may contain a line break, but a quotation mark that does not close would swallow the next trips.
            if (next - line > 1 && (raw.Count('"') % 2 == 1 || next - line > CsvRecords.MostLines))
                throw new InputException(fileName, line, "a quotation mark in this row is not closed.", Advice);
            if (raw.IndexOfAnyExcept(Blanks) < 0)
                continue;
            if (columns is null)
                columns = Columns.Find(fileName, line, reader);
            else if (Row(fileName, line, columns.On(reader)) is { } row)
                rows.Add(row);
        }

        return columns is null ? throw new InputException(fileName, null, "it has no header.", Advice) : rows;
    }

    private static TripsFile Dated(string fileName, List<TripRow> rows, LocalDate asOf)
    {
        if (DateInName().Match(fileName) is { Success: true } match
            && LocalDatePattern.CreateWithInvariantCulture("yyyyMMdd").Parse(match.Value) is { Success: true } date)
        {
            return new TripsFile(fileName, date.Value, true, rows);
        }

        // A trip that has not started limits the day of the download, unless other trips show that it was later.
        var reached = rows
            .Where(row => row.Status is TripStatus.Completed or TripStatus.InProgress)
            .Select(row => row.Status == TripStatus.Completed ? row.End.Date : row.Start.Date)
            .DefaultIfEmpty(LocalDate.MinIsoValue)
            .Max();
        var booked = rows
            .Where(row => row.Status == TripStatus.Booked && row.Start.Date >= reached)
            .Select(row => row.Start.Date)
            .DefaultIfEmpty(asOf)
            .Min();
        return new TripsFile(fileName, LocalDate.Min(asOf, booked), false, rows);
    }

    private static TripRow? Row(string fileName, int line, Columns columns)
    {
        string Needs(string column) => columns.Text(column) is { Length: > 0 } text
            ? text
            : throw new InputException(fileName, line, $"'{column}' is empty.", Advice);

        var statusText = columns.Shared("TRIP STATUS");
        var status = Status(statusText, columns);
        if (status == TripStatus.Cancelled && (columns.Text("TRIP START").Length == 0 || columns.Text("TRIP END").Length == 0))
            return null;
        var start = Time(fileName, line, "TRIP START", Needs("TRIP START"));
        var end = Time(fileName, line, "TRIP END", Needs("TRIP END"));
        if (end <= start && status == TripStatus.Cancelled)
            return null;
        if (end <= start)
            throw new InputException(fileName, line, $"the trip ends ({columns.Text("TRIP END")}) at or before its start ({columns.Text("TRIP START")}).", Advice);
        return new TripRow(
            line, Needs("RESERVATION ID"), columns.Text("GUEST"), columns.Same(Needs("VEHICLE ID")), columns.Shared("VEHICLE"),
            columns.Shared("VEHICLE NAME"), start, end, status, statusText, Amount(fileName, line, columns, "TOLLS & TICKETS"))
        {
            Vin = columns.Same(Vin(columns.Text("VIN"))),
            CheckInOdometer = (long?)Number(columns.Text("CHECK-IN ODOMETER")),
            CheckOutOdometer = (long?)Number(columns.Text("CHECK-OUT ODOMETER")),
            Miles = Number(columns.Text("DISTANCE TRAVELED")),
            HasDeliveryFee = IsPaid(columns.Text("DELIVERY")),
            HasLateFee = IsPaid(columns.Text("LATE FEE")) || IsPaid(columns.Text("ADDITIONAL USAGE")),
        };
    }

    private static TripStatus Status(string text, Columns columns)
    {
        var letters = new string([.. text.Where(char.IsAsciiLetter)]).ToUpperInvariant();
        if (letters.Contains("CANCEL", StringComparison.Ordinal))
            return IsPaid(columns.Text("TRIP PRICE")) || Number(columns.Text("DISTANCE TRAVELED")) > 0 ? TripStatus.CancelledAfterUse : TripStatus.Cancelled;
        return letters switch
        {
            "COMPLETED" => TripStatus.Completed,
            "INPROGRESS" => TripStatus.InProgress,
            "BOOKED" => TripStatus.Booked,
            _ => TripStatus.Unknown,
        };
    }

    private static bool IsPaid(string amount) => AmountText.TryRead(amount, out var cents) && cents > 0;

    /// <summary>The number at the start of a cell such as <c>1,204 mi</c>; null if there is none.</summary>
    private static decimal? Number(string text)
    {
        var digits = text.AsSpan(0, text.AsSpan().IndexOfAnyExcept(NumberLetters) is var end and >= 0 ? end : text.Length);
        return decimal.TryParse(digits, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) && number is >= 0 and < 10_000_000 ? number : null;
    }

    /// <summary>A VIN, or as much of one as Turo shows; empty for a text that cannot tell cars apart.</summary>
    private static string Vin(string text)
    {
        var letters = new string([.. text.Where(char.IsAsciiLetterOrDigit)]).ToUpperInvariant();
        return letters.Length >= LeastVinLetters ? letters : "";
    }

    private static Money? Amount(string fileName, int line, Columns columns, string column)
    {
        var text = columns.Text(column);
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

    /// <summary>The columns of the file by name, and the current row.</summary>
    private sealed class Columns
    {
        private readonly Dictionary<string, int> ordinals;
        private readonly Dictionary<string, string> shared = new(StringComparer.Ordinal);
        private CsvDataReader row;

        private Columns(Dictionary<string, int> ordinals, CsvDataReader row)
        {
            this.ordinals = ordinals;
            this.row = row;
        }

        public static Columns Find(string fileName, int line, CsvDataReader header)
        {
            var ordinals = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var ordinal = 0; ordinal < header.RowFieldCount; ordinal++)
                ordinals.TryAdd(LayoutCatalog.Name(header.GetString(ordinal)), ordinal);
            var missing = Needed.Where(name => !ordinals.ContainsKey(name)).ToList();
            if (missing.Count > 0 && LayoutCatalog.BuiltIn.TryMatch([.. Enumerable.Range(0, header.RowFieldCount).Select(header.GetString)], out var layout, out _))
                throw new InputException(fileName, line, $"this is a toll statement ({layout.Name}), not a trip export.", "Import it as a statement.");
            return missing.Count == 0
                ? new Columns(ordinals, header)
                : throw new InputException(fileName, line, $"the header lacks {string.Join(", ", missing)}.", Advice);
        }

        public Columns On(CsvDataReader current)
        {
            row = current;
            return this;
        }

        public string Text(string column) =>
            ordinals.TryGetValue(column, out var ordinal) && ordinal < row.RowFieldCount ? row.GetFieldSpan(ordinal).Trim().ToString() : "";

        /// <summary>Text that many trips share, stored once.</summary>
        public string Shared(string column) => Same(Text(column));

        public string Same(string text)
        {
            if (shared.TryGetValue(text, out var known))
                return known;
            shared.Add(text, text);
            return text;
        }
    }
}
