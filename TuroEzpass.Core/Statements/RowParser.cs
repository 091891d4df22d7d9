using System.Buffers;
using NodaTime.Text;
using TuroEzpass.Core.Time;

namespace TuroEzpass.Core.Statements;

/// <summary>The cells of one physical row, however its file is read.</summary>
internal interface IRowCells
{
    /// <summary>How many cells the row has; may differ from the header's.</summary>
    int Count { get; }

    /// <summary>A cell's text.</summary>
    ReadOnlySpan<char> this[int ordinal] { get; }
}

/// <summary>Turns a row's cells into a <see cref="StatementRow"/> by its layout. Not for several threads at once.</summary>
internal sealed class RowParser
{
    private static readonly SearchValues<char> NumberLetters = SearchValues.Create("0123456789/:-. $(),");
    private readonly StatementLayout layout;
    private readonly TableColumns columns;
    private readonly Symbols symbols;
    private readonly KindReader kinds;
    private readonly TextCache<(IdentifierReading Reading, TagOrPlate? Found)> identifiers;
    private readonly TextCache<(IdentifierReading Reading, TagOrPlate? Found)> plates;
    private readonly TextCache<TextCache<TollPlaza>> plazas;
    private readonly TextCache<string> texts;
    private readonly TextCache<int?> dates;
    private readonly ClockReader times;
    private readonly TextCache<int?> dateParts;
    private readonly ClockReader timeParts;
    private readonly TextCache<TravelTime?> dateTimes;

    public RowParser(StatementLayout layout, TableColumns columns, Symbols symbols)
    {
        this.layout = layout;
        this.columns = columns;
        this.symbols = symbols;
        kinds = new KindReader(columns.Table);
        identifiers = new(text => Interned(TagOrPlate.Read(text, out var found), found));
        plates = new(text => Interned(TagOrPlate.ReadPlate(text, "", out var found), found));
        plazas = new(agency => new(plaza => ReadPlaza(agency, plaza)));
        texts = new(symbols.Intern);
        dates = new(text => ReadDate(text, layout.Dates));
        times = new(layout.Times);
        dateParts = new(text => ReadDate(text, layout.DateTimeParts.Dates));
        timeParts = new(layout.DateTimeParts.Times);
        dateTimes = new(ReadByPattern);
    }

    public StatementRow Parse<TCells>(TCells cells, int line)
        where TCells : IRowCells, allows ref struct
    {
        if (IsFirstCellOnly(cells))
        {
            // A footer has words; a number or a date by itself is what is left of a damaged row.
            return cells[0].IndexOfAnyExcept(NumberLetters) < 0
                ? new StatementRow { Line = line, Unreadable = "only its first cell is filled." }
                : Note(cells[0].Trim(), line);
        }


        string? fault = null;
        var tag = Identifier(cells, StatementField.Identifier, identifiers, ref fault) ?? Identifier(cells, StatementField.Tag, identifiers, ref fault);
        var plate = Plate(cells, ref fault);
        if (tag is { Kind: ReadBy.Plate })
            (tag, plate) = (null, tag);
        var plaza = Plaza(cells);
        var type = Text(cells, StatementField.Type);
        var memo = Text(cells, StatementField.Memo);
        var vehicleClass = Text(cells, StatementField.Class);
        var rule = kinds.Find(type, memo, vehicleClass, plaza, tag is not null || plate is not null || layout.OneVehicle);
        var kind = rule?.Kind ?? RowKind.Unknown;

        var amount = Amount(cells, kind, rule, ref fault);
        var travel = Travel(cells, ref fault);
        var posted = Posted(cells, ref fault);
        var ends = Ends(cells, travel, ref fault);
        if (kind == RowKind.Toll && fault is null)
            fault = !travel.HasDate ? "it has no date of travel." : amount is null ? "it has no amount." : null;
        return new StatementRow
        {
            Line = line,
            Unreadable = fault,
            Kind = kind,
            KindText = type.Length > 0 ? type : kind is RowKind.Toll ? "" : MarkerText(vehicleClass, plaza, memo),
            Tag = tag,
            Plate = plate,
            Plaza = plaza,
            EntryPlaza = ends.EntryPlaza,
            Travel = ends.Travel,
            OtherEnd = ends.Other,
            OtherEndCrossedMidnight = ends.Crossed,
            Missing = ends.Missing,
            Posted = posted,
            Amount = kind == RowKind.Total ? null : amount,
            ShownCents = amount?.Cents ?? 0,
            TransactionId = TransactionId.Read(Cell(cells, StatementField.TransactionId)),
            VehicleClass = vehicleClass,
        };
    }

    private static string MarkerText(string vehicleClass, TollPlaza plaza, string memo) =>
        memo.Length > 0 ? memo : vehicleClass.Length > 0 ? vehicleClass : plaza.Code;

    private StatementRow Note(ReadOnlySpan<char> text, int line) =>
        new() { Line = line, Kind = RowKind.Note, KindText = texts.Get(text), Plaza = plazas.Get("").Get("") };

    private static bool IsFirstCellOnly<TCells>(TCells cells)
        where TCells : IRowCells, allows ref struct
    {
        if (cells.Count == 0 || cells[0].IsEmpty)
            return false;
        for (var ordinal = 1; ordinal < cells.Count; ordinal++)
        {
            if (!cells[ordinal].Trim().IsEmpty)
                return false;
        }

        return !cells[0].Trim().IsEmpty;
    }

    /// <summary>A column's text, trimmed; a lone dash means nothing.</summary>
    private ReadOnlySpan<char> Cell<TCells>(TCells cells, StatementField field)
        where TCells : IRowCells, allows ref struct
    {
        var ordinal = columns[field];
        if (ordinal < 0 || ordinal >= cells.Count)
            return [];
        var text = cells[ordinal].Trim();
        if (text.Length > 0 && (text[0] > '\u2000' || text[^1] > '\u2000'))
            text = text.Trim("\u200e\u200f\u200b\ufeff").Trim();
        return text is "-" ? [] : text;
    }

    /// <summary>A column's text, held once for all rows.</summary>
    private string Text<TCells>(TCells cells, StatementField field)
        where TCells : IRowCells, allows ref struct
    {
        var text = Cell(cells, field);
        return text.IsEmpty ? "" : texts.Get(text);
    }

    private (IdentifierReading Reading, TagOrPlate? Found) Interned(IdentifierReading reading, TagOrPlate? found) =>
        (reading, found is null ? null : symbols.Intern(found));

    private TagOrPlate? Identifier<TCells>(
        TCells cells, StatementField field, TextCache<(IdentifierReading Reading, TagOrPlate? Found)> cache, ref string? fault)
        where TCells : IRowCells, allows ref struct
    {
        var text = Cell(cells, field);
        if (text.IsEmpty)
            return null;
        var (reading, found) = cache.Get(text);
        if (reading == IdentifierReading.Destroyed)
            fault ??= $"the tag '{text}' lost its digits in a spreadsheet; download the statement again and do not save it with Excel.";
        return found;
    }

    private TagOrPlate? Plate<TCells>(TCells cells, ref string? fault)
        where TCells : IRowCells, allows ref struct
    {
        var state = Cell(cells, StatementField.PlateState);
        if (state.IsEmpty)
            return Identifier(cells, StatementField.Plate, plates, ref fault);
        if (TagOrPlate.ReadPlate(Cell(cells, StatementField.Plate), state, out var plate) == IdentifierReading.Destroyed)
            fault ??= $"the plate '{Cell(cells, StatementField.Plate)}' lost its letters in a spreadsheet; download the statement again and do not save it with Excel.";
        return plate is null ? null : symbols.Intern(plate);
    }

    private TollPlaza Plaza<TCells>(TCells cells)
        where TCells : IRowCells, allows ref struct
    {
        var agency = plazas.Get(Cell(cells, StatementField.Agency));
        var plaza = Cell(cells, StatementField.Plaza);
        // A barrier's only plaza may stand in the column of entries (Maine).
        return agency.Get(plaza.IsEmpty ? EntryPlazaOf(cells) : plaza);
    }

    private string EntryPlazaOf<TCells>(TCells cells)
        where TCells : IRowCells, allows ref struct
    {
        var plaza = Text(cells, StatementField.EntryPlaza);
        return plaza.Length > 0 && IsNoEntry(plaza) ? "" : plaza;
    }

    private TollPlaza ReadPlaza(string agencyText, string plazaText)
    {
        if (layout.PlazaNamesAgency && agencyText.Length == 0)
        {
            var dash = plazaText.IndexOf(" - ", StringComparison.Ordinal);
            if (dash > 0)
                return symbols.Plaza(AgencyOf(plazaText[..dash]), symbols.Intern(plazaText[(dash + 3)..].Trim()));
        }

        return symbols.Plaza(AgencyOf(agencyText.Length > 0 ? agencyText : layout.DefaultAgency), symbols.Intern(plazaText));
    }

    private Agency AgencyOf(string name) => symbols.Directory.Find(name) ?? symbols.UnknownAgency(name.Trim(), layout.DefaultAgency);

    private Money? Amount<TCells>(TCells cells, RowKind kind, KindRule? rule, ref string? fault)
        where TCells : IRowCells, allows ref struct
    {
        if (layout.Sign == SignRule.DebitCredit)
        {
            var debit = OneAmount(cells, StatementField.Debit, ref fault);
            var credit = OneAmount(cells, StatementField.Credit, ref fault);
            return debit is null && credit is null ? null : new Money(debit ?? 0) - new Money(credit ?? 0);
        }

        if (OneAmount(cells, StatementField.Amount, ref fault) is not { } cents)
            return null;
        return new Money(layout.Sign switch
        {
            SignRule.NegativeIsCharge => -cents,
            SignRule.PositiveIsCharge => cents,
            // A toll that is given back lowers what is owed, whatever sign the file writes it with.
            _ when kind == RowKind.Toll && rule!.IsCredit => -Math.Abs(cents),
            _ => (rule?.IsCredit ?? kind is RowKind.Payment) ? -cents : cents,
        });
    }

    private long? OneAmount<TCells>(TCells cells, StatementField field, ref string? fault)
        where TCells : IRowCells, allows ref struct
    {
        var text = Cell(cells, field);
        if (text.IsEmpty)
            return null;
        if (AmountText.TryRead(text, out var cents))
            return cents;
        fault ??= $"the amount '{text}' is not an amount.";
        return null;
    }

    private TravelTime Travel<TCells>(TCells cells, ref string? fault)
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

    private TravelTime Posted<TCells>(TCells cells, ref string? fault)
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

    private TollEnds Ends<TCells>(TCells cells, TravelTime travel, ref string? fault)
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

    /// <summary>The row's own time is the exit's where the exit has one, else the entry's.</summary>
    private TollEnds EntryBased<TCells>(TCells cells, TravelTime travel, TravelTime entry, string entryPlaza, ref string? fault)
        where TCells : IRowCells, allows ref struct
    {
        var exit = DateAndTime(cells, StatementField.ExitDateTime, ref fault);
        var hasExit = exit.HasTime && exit != travel;
        var other = entry.HasTime && entry != travel ? entry : hasExit ? exit : TravelTime.None;
        // Of three times the exit is left out where it is near the row's own; later than that it counts as not known.
        var missing = hasExit && other == entry && exit > travel ? MissingEnd.Exit
            : entryPlaza.Length > 0 && !exit.HasTime ? MissingEnd.Exit
            : entryPlaza.Length > 0 && !entry.HasTime ? MissingEnd.Entry
            : MissingEnd.None;
        return new TollEnds(travel, other, false, missing, entryPlaza);
    }

    private int? Date<TCells>(TCells cells, StatementField field, ref string? fault)
        where TCells : IRowCells, allows ref struct
    {
        var text = Cell(cells, field);
        if (text.IsEmpty)
            return null;
        var day = dates.Get(text);
        if (day is null)
            fault ??= $"the date '{text}' is not a date of this layout.";
        return day;
    }

    private (int Second, TimePrecision Precision)? Time<TCells>(TCells cells, StatementField field, ref string? fault)
        where TCells : IRowCells, allows ref struct
    {
        var text = Cell(cells, field);
        if (text.IsEmpty)
            return null;
        var time = times.Read(text);
        if (time is null)
            fault ??= $"the time '{text}' is not a time of this layout.";
        return time;
    }

    private TravelTime DateAndTime<TCells>(TCells cells, StatementField field, ref string? fault)
        where TCells : IRowCells, allows ref struct
    {
        var text = Cell(cells, field);
        if (text.IsEmpty)
            return TravelTime.None;
        if (ReadDateTime(text) is { } moment)
            return moment;
        fault ??= $"the time '{text}' is not a date and time of this layout.";
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

    /// <summary>Electronic tolls began in 1989; a year beyond this century is a slip of the pen.</summary>
    private static bool IsLikely(int year) => year is >= 1989 and < 2100;
}
