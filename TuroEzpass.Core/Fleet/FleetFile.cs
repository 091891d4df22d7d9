using NodaTime.Text;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Time;
using TuroEzpass.Core.Trips;

namespace TuroEzpass.Core.Fleet;

/// <summary>A tag or plate on a car for a time: from the first moment of <c>from</c> up to <c>to</c>.</summary>
/// <param name="Identifier">The tag or plate.</param>
/// <param name="Vehicle">The car.</param>
/// <param name="From">Unix seconds of the start, inclusive.</param>
/// <param name="To">Unix seconds of the end, exclusive: a date-only <c>to</c> includes that day.</param>
/// <param name="Line">The line in the fleet file.</param>
public sealed record Assignment(TagOrPlate Identifier, Vehicle Vehicle, long From, long To, int Line)
{
    /// <summary>Whether <c>from</c> is a date without a time.</summary>
    internal bool FromIsDay { get; init; }

    /// <summary>Whether <c>to</c> is a date without a time.</summary>
    internal bool ToIsDay { get; init; }
}

/// <summary>Reads <c>fleet.csv</c>: <c>kind(tag|plate),value,state,vehicle,from,to[,zone]</c>. More columns are ignored,
/// so that a completed <c>unmapped.csv</c> can be used as a fleet file.</summary>
public static class FleetFile
{
    private const string Advice = "A line is kind,value,state,vehicle,from,to[,zone], such as: tag,00499000111,,1000001,2025-06-01,2025-12-31";
    /// <summary>The start of a line without <c>from</c>.</summary>
    internal const long Beginning = long.MinValue / 4;

    /// <summary>The end of a line without <c>to</c>.</summary>
    internal const long Forever = long.MaxValue / 4;


    /// <summary>Users write 9999-12-31 for "with no end".</summary>
    private const int FarYear = 2100;

    /// <summary>Users write 0001-01-01 or 1900-01-01 for "with no start".</summary>
    private const int OldYear = 1900;

    private static readonly string[] Needed = ["KIND", "VALUE", "STATE", "VEHICLE", "FROM", "TO"];
    private static readonly LocalDatePattern[] Days = [LocalDatePattern.Iso, LocalDatePattern.CreateWithInvariantCulture("M/d/yyyy")];

    private static readonly LocalDateTimePattern[] Times =
    [
        LocalDateTimePattern.CreateWithInvariantCulture("yyyy-MM-dd HH:mm"),
        LocalDateTimePattern.CreateWithInvariantCulture("yyyy-MM-dd'T'HH:mm"),
        LocalDateTimePattern.CreateWithInvariantCulture("yyyy-MM-dd HH:mm:ss"),
        LocalDateTimePattern.CreateWithInvariantCulture("yyyy-MM-dd'T'HH:mm:ss"),
        LocalDateTimePattern.CreateWithInvariantCulture("yyyy-MM-dd h:mm tt"),
        LocalDateTimePattern.CreateWithInvariantCulture("M/d/yyyy h:mm tt"),
        LocalDateTimePattern.CreateWithInvariantCulture("M/d/yyyy H:mm"),
    ];

    /// <summary>Reads a file. Cars that are in no trips file are added to the vehicles, and time zones are set.</summary>
    /// <param name="fileName">Its name.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="vehicles">The cars of the trips files.</param>
    /// <param name="defaultZone">The time zone of <c>from</c> and <c>to</c> for cars without one.</param>
    /// <exception cref="InputException">A line can't be read, or two lines put the same tag or plate on a car at the same time.</exception>
    public static IReadOnlyList<Assignment> Read(string fileName, byte[] bytes, VehicleDirectory vehicles, ZoneCalendar defaultZone)
    {
        if (FileContent.Kind(fileName, bytes) == ContentKind.Workbook)
            throw new InputException(fileName, null, "this is an Excel workbook.", "Save it as CSV.");
        var lines = new List<Line>();
        Dictionary<string, int>? columns = null;
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
                lines.Add(Read(fileName, number, columns, cells, vehicles));
        }

        var assignments = lines.ConvertAll(line => Assign(fileName, line, defaultZone));
        RefuseOverlaps(fileName, assignments);
        return assignments;
    }

    private sealed record Line(int Number, TagOrPlate Identifier, Vehicle Vehicle, string From, string To);

    private static Dictionary<string, int> Columns(string fileName, int line, string[] header)
    {
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var ordinal = 0; ordinal < header.Length; ordinal++)
            columns.TryAdd(LayoutCatalog.Name(header[ordinal]), ordinal);
        var missing = Needed.Where(name => !columns.ContainsKey(name)).ToList();
        return missing.Count == 0 ? columns : throw new InputException(fileName, line, $"the header lacks {string.Join(", ", missing).ToLowerInvariant()}.", Advice);
    }

    private static Line Read(string fileName, int number, Dictionary<string, int> columns, string[] cells, VehicleDirectory vehicles)
    {
        string Text(string column) => columns.TryGetValue(column, out var ordinal) && ordinal < cells.Length ? cells[ordinal].Trim().TrimStart('\'') : "";

        var identifier = Identifier(fileName, number, Text("KIND"), Text("VALUE"), Text("STATE"));
        var name = Text("VEHICLE");
        if (name.Length == 0)
            throw new InputException(fileName, number, "the vehicle is missing.", "Enter Turo's vehicle id, a plate like NY ABC1234, or a name that only one car has. Or delete the line.");
        var vehicle = vehicles.Find(name, out var problem);
        if (problem is not null)
            throw new InputException(fileName, number, problem, "");
        vehicle ??= vehicles.GetOrAdd(name);
        if (Text("ZONE") is { Length: > 0 } zone)
        {
            var calendar = Zones.Find(zone) ?? throw new InputException(fileName, number, $"'{zone}' is not a time zone of the tz database.", "Use for example America/Chicago.");
            if (vehicle.Zone is not null && vehicle.Zone != calendar)
                throw new InputException(fileName, number, $"another line gives vehicle {vehicle.Id} the time zone {vehicle.Zone.Zone.Id}.", "Use the same zone for all lines of a car.");
            vehicle.Zone = calendar;
        }

        return new Line(number, identifier, vehicle, Text("FROM"), Text("TO"));
    }

    private static TagOrPlate Identifier(string fileName, int line, string kind, string value, string state)
    {
        if (state.Length > 0 && !TagOrPlate.IsState(state.ToUpperInvariant()))
            throw new InputException(fileName, line, $"'{state}' is not a state.", "Enter its two letters, such as NY, or leave it empty.");
        TagOrPlate? identifier;
        var reading = kind.ToUpperInvariant() switch
        {
            "TAG" => TagOrPlate.Read(value, out identifier),
            "PLATE" => TagOrPlate.ReadPlate(value, state, out identifier),
            _ => throw new InputException(fileName, line, $"'{kind}' must be 'tag' or 'plate'.", Advice),
        };
        if (reading == IdentifierReading.Destroyed)
            throw new InputException(fileName, line, $"the tag '{value}' lost digits in a spreadsheet.", "Enter all of its digits again, and format the column as text before you save.");
        if (identifier is null || (identifier.Kind == ReadBy.Tag) != kind.Equals("tag", StringComparison.OrdinalIgnoreCase))
            throw new InputException(fileName, line, $"'{value}' is not a {kind.ToLowerInvariant()}.", kind.Equals("tag", StringComparison.OrdinalIgnoreCase) ? $"A tag has at least {TagOrPlate.LeastTagDigits} digits." : "A plate has letters or digits.");
        return identifier;
    }

    private static Assignment Assign(string fileName, Line line, ZoneCalendar defaultZone)
    {
        var zone = line.Vehicle.Zone ?? defaultZone;
        var (from, fromIsDay) = Moment(fileName, line.Number, line.From, zone, isEnd: false);
        var (to, toIsDay) = Moment(fileName, line.Number, line.To, zone, isEnd: true);
        if (to <= from)
            throw new InputException(fileName, line.Number, $"it ends ({line.To}) before it starts ({line.From}).", Advice);
        return new Assignment(line.Identifier, line.Vehicle, from, to, line.Number) { FromIsDay = fromIsDay, ToIsDay = toIsDay };
    }

    private static (long Moment, bool IsDay) Moment(string fileName, int line, string text, ZoneCalendar zone, bool isEnd)
    {
        if (text.Length == 0)
            return (isEnd ? Forever : Beginning, false);
        foreach (var pattern in Days)
        {
            if (pattern.Parse(text) is not { Success: true } day)
                continue;
            if (Unbounded(fileName, line, text, day.Value.Year, isEnd) is { } open)
                return (open, false);
            return (zone.StartOfDay(TravelTime.DayNumber(day.Value) + (isEnd ? 1 : 0)), true);
        }

        foreach (var pattern in Times)
        {
            if (pattern.Parse(text) is not { Success: true } time)
                continue;
            if (Unbounded(fileName, line, text, time.Value.Year, isEnd) is { } open)
                return (open, false);
            zone.Read(TravelTime.At(time.Value, TimePrecision.Second).LocalSeconds, out var early, out var late);
            return (isEnd ? late : early, false);
        }

        throw new InputException(fileName, line, $"'{text}' is not a date like 2025-06-01 or a time like 2025-06-01 14:30.", Advice);
    }

    /// <summary>The time that a year in the distant past or future stands for; null for an ordinary year. The calendar's last hours can't be
    /// formatted in every time zone.</summary>
    private static long? Unbounded(string fileName, int line, string text, int year, bool isEnd) => (year, isEnd) switch
    {
        ( >= FarYear, true) => Forever,
        ( <= OldYear, false) => Beginning,
        ( > OldYear and < FarYear, _) => null,
        _ => throw new InputException(fileName, line, $"'{text}' is not a plausible year.", "Leave 'from' empty if there is no start date, and 'to' empty if there is no end date."),
    };

    /// <summary>A tag or plate is on one car at a time. Two lines with dates only may share the day of the change; tolls of
    /// that day then need review.</summary>
    private static void RefuseOverlaps(string fileName, List<Assignment> assignments)
    {
        foreach (var group in assignments.GroupBy(assignment => assignment.Identifier))
        {
            Assignment? last = null;
            foreach (var next in group.OrderBy(assignment => assignment.From).ThenBy(assignment => assignment.To))
            {
                if (last is not null && next.From < last.To && !ShareOneDay(last, next))
                {
                    throw new InputException(
                        fileName, next.Line, $"{next.Identifier} is already on vehicle {last.Vehicle.Id} at that time, according to line {last.Line}.",
                        $"Give line {Math.Min(last.Line, next.Line)} an earlier end, or line {Math.Max(last.Line, next.Line)} a later start.");
                }

                last = last is null || next.To > last.To ? next : last;
            }
        }
    }

    private static bool ShareOneDay(Assignment last, Assignment next)
    {
        const long LongestDay = 25 * 3600;
        return last.To <= next.To && last.From < next.From
            && ((last.ToIsDay && last.To - next.From <= LongestDay) || (next.FromIsDay && last.To - next.From < LongestDay));
    }
}
