using System.Buffers;
using TuroEzpass.Core.Time;

namespace TuroEzpass.Core.Statements;

/// <summary>The cells of one physical row, for any kind of file.</summary>
internal interface IRowCells
{
    /// <summary>The number of cells in the row; may differ from the header's.</summary>
    int Count { get; }

    /// <summary>A cell's text.</summary>
    ReadOnlySpan<char> this[int ordinal] { get; }
}

/// <summary>Turns a row's cells into a <see cref="StatementRow"/> according to its layout. Not thread-safe.</summary>
internal sealed partial class RowParser
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
            // A footer has words; a number or a date alone is the rest of a damaged row.
            return cells[0].IndexOfAnyExcept(NumberLetters) < 0
                ? new StatementRow { Line = line, Unreadable = new RowFault(RowFaultCode.FirstCellOnly) }
                : Note(cells[0].Trim(), line);
        }


        RowFault? fault = null;
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
            fault = !travel.HasDate ? new RowFault(RowFaultCode.NoDate) : amount is null ? new RowFault(RowFaultCode.NoAmount) : null;
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
            Balance = DigitsOf(Cell(cells, StatementField.Balance)),
        };
    }

    /// <summary>The digits of a balance as a number, which is enough to distinguish two balances. 0 if there is none.</summary>
    private static int DigitsOf(ReadOnlySpan<char> text)
    {
        var number = 0;
        // Without cents, it may be the part of a number before a comma.
        foreach (var letter in text.Contains('.') ? text : [])
        {
            if (char.IsAsciiDigit(letter))
                number = unchecked((number * 10) + (letter - '0'));
        }

        return number;
    }

    /// <summary>A vehicle class is a few letters; longer text is a word for the row's kind.</summary>
    private const int MostClassLetters = 4;

    private static string MarkerText(string vehicleClass, TollPlaza plaza, string memo) =>
        memo.Length > 0 ? memo : vehicleClass.Any(char.IsWhiteSpace) || vehicleClass.Length > MostClassLetters ? vehicleClass : plaza.Code;

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

    /// <summary>A column's text, trimmed; a lone dash stands for an empty cell.</summary>
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

    /// <summary>A column's text, shared between rows.</summary>
    private string Text<TCells>(TCells cells, StatementField field)
        where TCells : IRowCells, allows ref struct
    {
        var text = Cell(cells, field);
        return text.IsEmpty ? "" : texts.Get(text);
    }

    private (IdentifierReading Reading, TagOrPlate? Found) Interned(IdentifierReading reading, TagOrPlate? found) =>
        (reading, found is null ? null : symbols.Intern(found));

    private TagOrPlate? Identifier<TCells>(
        TCells cells, StatementField field, TextCache<(IdentifierReading Reading, TagOrPlate? Found)> cache, ref RowFault? fault)
        where TCells : IRowCells, allows ref struct
    {
        var text = Cell(cells, field);
        if (text.IsEmpty)
            return null;
        var (reading, found) = cache.Get(text);
        if (reading == IdentifierReading.Destroyed)
            fault ??= RowFault.OfCell(RowFaultCode.TagDestroyed, text);
        return found;
    }

    private TagOrPlate? Plate<TCells>(TCells cells, ref RowFault? fault)
        where TCells : IRowCells, allows ref struct
    {
        var state = Cell(cells, StatementField.PlateState);
        if (state.IsEmpty)
            return Identifier(cells, StatementField.Plate, plates, ref fault);
        if (TagOrPlate.ReadPlate(Cell(cells, StatementField.Plate), state, out var plate) == IdentifierReading.Destroyed)
            fault ??= RowFault.OfCell(RowFaultCode.PlateDestroyed, Cell(cells, StatementField.Plate));
        return plate is null ? null : symbols.Intern(plate);
    }

    private TollPlaza Plaza<TCells>(TCells cells)
        where TCells : IRowCells, allows ref struct
    {
        var agency = plazas.Get(Cell(cells, StatementField.Agency));
        var plaza = Cell(cells, StatementField.Plaza);
        // A barrier's only plaza may be in the entry column (Maine).
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

    private Money? Amount<TCells>(TCells cells, RowKind kind, KindRule? rule, ref RowFault? fault)
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
            // A credit for a toll lowers the amount owed, regardless of its sign in the file.
            _ when kind == RowKind.Toll && rule!.IsCredit => -Math.Abs(cents),
            _ => (rule?.IsCredit ?? kind is RowKind.Payment) ? -cents : cents,
        });
    }

    /// <summary>An amount over a thousand without quotes: <c>$1</c> in this cell, <c>016.06</c> in the next.</summary>
    private static bool IsSplit<TCells>(TCells cells, int ordinal, ReadOnlySpan<char> amount)
        where TCells : IRowCells, allows ref struct
    {
        if (ordinal + 1 >= cells.Count || amount.Contains('.'))
            return false;
        var next = cells[ordinal + 1].Trim();
        return next.Length >= 3 && next[..3].IndexOfAnyExceptInRange('0', '9') < 0 && (next.Length == 3 || next[3] is '.' or ')');
    }

    private long? OneAmount<TCells>(TCells cells, StatementField field, ref RowFault? fault)
        where TCells : IRowCells, allows ref struct
    {
        var text = Cell(cells, field);
        if (text.IsEmpty)
            return null;
        if (AmountText.TryRead(text, out var cents) && !IsSplit(cells, columns[field], text))
            return cents;
        fault ??= RowFault.OfCell(RowFaultCode.NotAnAmount, text);
        return null;
    }
}
