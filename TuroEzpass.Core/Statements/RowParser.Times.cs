using NodaTime.Text;
using TuroEzpass.Core.Time;

namespace TuroEzpass.Core.Statements;

/// <content>When a row happened: its own time, the time of the other end, and which end is missing.</content>
internal sealed partial class RowParser
{
    private TravelTime Travel<TCells>(TCells cells, ref RowFault? fault)
        where TCells : IRowCells, allows ref struct
    {
        if (columns[StatementField.DateTime] >= 0)
            return DateAndTime(cells, StatementField.DateTime, ref fault);
        var date = Date(cells, StatementField.Date, ref fault);
        if (date is not { } day)
            return TravelTime.None;
        var time = Time(cells, StatementField.Time, ref fault);
        return time is { } clock ? TravelTime.At(day, clock.Second, clock.Precision) : TravelTime.OnDay(day);
    }

    private TravelTime Posted<TCells>(TCells cells, ref RowFault? fault)
        where TCells : IRowCells, allows ref struct
    {
        var text = Cell(cells, StatementField.Posted);
        if (text.IsEmpty)
            return TravelTime.None;
        if (layout.DateTimes.Count > 0 && ReadDateTime(text) is { } moment)
            return TravelTime.OnDay(moment.Day);
        return Date(cells, StatementField.Posted, ref fault) is { } day ? TravelTime.OnDay(day) : TravelTime.None;
    }

    private readonly record struct TollEnds(TravelTime Travel, TravelTime Other, bool Crossed, MissingEnd Missing, string EntryPlaza);

    private TollEnds Ends<TCells>(TCells cells, TravelTime travel, ref RowFault? fault)
        where TCells : IRowCells, allows ref struct
    {
        var entryPlaza = Cell(cells, StatementField.Plaza).IsEmpty ? "" : EntryPlazaOf(cells);
        var crossed = false;
        var entry = DateAndTime(cells, StatementField.EntryDateTime, ref fault);
        if (columns[StatementField.EntryTime] >= 0 && travel.HasTime && Time(cells, StatementField.EntryTime, ref fault) is { } clock)
        {
            // Midnight exactly without a plaza is a placeholder, not an entry.
            if (clock.Second != 0 || entryPlaza.Length > 0)
            {
                entry = TravelTime.At(travel.Day, clock.Second, clock.Precision);
                crossed = layout.EntryCrossesMidnight && entry.LocalSeconds > travel.LocalSeconds;
                entry = crossed ? entry.PlusDays(-1) : entry;
            }
        }

        if (!entry.HasTime)
            entry = TravelTime.None;
        if (layout.TimeMeans == TimeMeans.Entry)
            return EntryBased(cells, travel, entry, entryPlaza, ref fault);
        if (!travel.HasDate && entry.HasDate)
            return new TollEnds(entry, TravelTime.None, false, MissingEnd.Exit, entryPlaza);
        var missing = entryPlaza.Length == 0 || entry.HasTime ? MissingEnd.None
            : layout.TimeMeans == TimeMeans.Exit ? MissingEnd.Entry
            : layout.TimeMeans == TimeMeans.Unknown ? MissingEnd.Either
            : MissingEnd.None;
        return new TollEnds(travel, entry, crossed, missing, entryPlaza);
    }

    private bool IsNoEntry(string entryPlaza) => layout.NoEntryPlaza.Any(none => entryPlaza.EndsWith(none, StringComparison.Ordinal));

    /// <summary>The row's own time is that of the exit if it has one, otherwise that of the entry.</summary>
    private TollEnds EntryBased<TCells>(TCells cells, TravelTime travel, TravelTime entry, string entryPlaza, ref RowFault? fault)
        where TCells : IRowCells, allows ref struct
    {
        var exit = DateAndTime(cells, StatementField.ExitDateTime, ref fault);
        var hasExit = exit.HasTime && exit != travel;
        var other = entry.HasTime && entry != travel ? entry : hasExit ? exit : TravelTime.None;
        // With three times, the exit counts as missing if it is close to the row's own time; if it is later, it counts as unknown.
        var missing = hasExit && other == entry && exit > travel ? MissingEnd.Exit
            : entryPlaza.Length > 0 && !exit.HasTime ? MissingEnd.Exit
            : entryPlaza.Length > 0 && !entry.HasTime ? MissingEnd.Entry
            : MissingEnd.None;
        return new TollEnds(travel, other, false, missing, entryPlaza);
    }

    private int? Date<TCells>(TCells cells, StatementField field, ref RowFault? fault)
        where TCells : IRowCells, allows ref struct
    {
        var text = Cell(cells, field);
        if (text.IsEmpty)
            return null;
        var day = dates.Get(text);
        if (day is null)
            fault ??= RowFault.OfCell(RowFaultCode.NotADate, text);
        return day;
    }

    private (int Second, TimePrecision Precision)? Time<TCells>(TCells cells, StatementField field, ref RowFault? fault)
        where TCells : IRowCells, allows ref struct
    {
        var text = Cell(cells, field);
        if (text.IsEmpty)
            return null;
        var time = times.Read(text);
        if (time is null)
            fault ??= RowFault.OfCell(RowFaultCode.NotATime, text);
        return time;
    }

    private TravelTime DateAndTime<TCells>(TCells cells, StatementField field, ref RowFault? fault)
        where TCells : IRowCells, allows ref struct
    {
        var text = Cell(cells, field);
        if (text.IsEmpty)
            return TravelTime.None;
        if (ReadDateTime(text) is { } moment)
            return moment;
        fault ??= RowFault.OfCell(RowFaultCode.NotADateAndTime, text);
        return TravelTime.None;
    }

    private static int? ReadDate(string text, IReadOnlyList<LocalDatePattern> patterns)
    {
        foreach (var pattern in patterns)
        {
            if (pattern.Parse(text) is { Success: true } date && IsLikely(date.Value.Year))
                return TravelTime.DayNumber(date.Value);
        }

        return null;
    }

    private TravelTime? ReadDateTime(ReadOnlySpan<char> text)
    {
        var blank = text.IndexOf(' ');
        return blank > 0 && dateParts.Get(text[..blank]) is { } day && timeParts.Read(text[(blank + 1)..].Trim()) is { } clock
            ? TravelTime.At(day, clock.Second, clock.Precision)
            : dateTimes.Get(text);
    }

    private TravelTime? ReadByPattern(string text)
    {
        foreach (var (pattern, precision) in layout.DateTimes)
        {
            if (pattern.Parse(text) is { Success: true } moment && IsLikely(moment.Value.Year))
                return precision == TimePrecision.Day ? TravelTime.OnDay(moment.Value.Date) : TravelTime.At(moment.Value, precision);
        }

        return ReadDate(text, layout.Dates) is { } day ? TravelTime.OnDay(day) : null;
    }

    /// <summary>Electronic tolls began in 1989; a year after this century is a typing error.</summary>
    private static bool IsLikely(int year) => year is >= 1989 and < 2100;
}
