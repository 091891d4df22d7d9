using System.Globalization;

namespace TuroEzpass.Benchmarks.Truth.Files;

/// <summary>Lines of E-ZPass New Jersey's exports.</summary>
internal static class NewJerseyTexts
{
    public const string Header =
        "POSTING DATE,TRANSACTION DATE,TAG/PLATE NUMBER,AGENCY,DESCRIPTION,ENTRY TIME,ENTRY PLAZA,ENTRY LANE,EXIT TIME,EXIT PLAZA,EXIT LANE,VEHICLE TYPE CODE,AMOUNT,PREPAID,PLAN/RATE,FARE TYPE,BALANCE";

    public const string Header18 =
        "POSTING DATE,TRANSACTION DATE,TAG/PLATE NUMBER,AGENCY,ACTIVITY,PLAZA ID,ENTRY TIME,ENTRY PLAZA,ENTRY LANE,EXIT TIME,EXIT PLAZA,EXIT LANE,VEHICLE TYPE CODE,AMOUNT,PREPAID,PLAN/RATE,FARE TYPE,BALANCE";

    /// <summary>A line of the 17 columns, as the site writes it or as Excel saves it again: zeros gone, a blank behind amounts.</summary>
    public static string Of(Line line, bool isResaved)
    {
        var (date, time) = isResaved ? ("M/d/yyyy", "H:mm:ss") : ("MM/dd/yyyy", "HH:mm:ss");
        var identifier = Identifier(line, isResaved);
        var amount = line.Damage == Damage.Amount ? Texts.BrokenAmount : Texts.Parentheses(line.Cents);
        var entry = line.Plaza?.Ends == Ends.Placeholder ? Texts.Of(DateTime.MinValue, time) : line.Entry is { } moment ? Texts.Of(moment, time) : "";
        return string.Join(',',
            Texts.Of(line.Posted, date), line.Damage == Damage.Date ? Texts.ImpossibleDate : Texts.Of(line.At, date),
            identifier, line.Plaza?.Agency ?? "NJ E-ZPass", Description(line),
            entry, line.EntryPlaza.Length > 0 ? line.EntryPlaza : "-", line.EntryPlaza.Length > 0 ? "04E" : "-",
            Texts.Of(line.At, time), line.Plaza?.Code ?? "-", line.Plaza is null ? "-" : isResaved ? "4" : "04", line.Plaza is null ? "-" : "1",
            amount, "Y", line.Plaza is null ? "-" : "BUSINESS", line.Plaza is null ? "-" : "N",
            isResaved ? $"\"$1,{Texts.Balance(line)[1..]} \"" : Texts.Balance(line));
    }

    /// <summary>A toll in the 18-column variant: positive, with the plaza's number.</summary>
    public static string Of18(Line line) => string.Join(',',
        Texts.Of(line.Posted, "M/d/yyyy"), Texts.Of(line.At, "M/d/yyyy"), Identifier(line, isResaved: true), line.Plaza!.Agency, "TOLL", "13",
        line.Entry is { } entry ? Texts.Of(entry, "H:mm:ss") : "-", line.EntryPlaza.Length > 0 ? line.EntryPlaza : "-", "-",
        Texts.Of(line.At, "H:mm:ss"), line.Plaza.Code, "01S", "1", $"${Texts.Dollars(line.Cents)} ", "Y", "STANDARD", "N", Texts.Balance(line));

    private static string Identifier(Line line, bool isResaved)
    {
        var text = Texts.Identifier(line, (state, plate) => $"{plate}-{state}", "-");
        return isResaved && line.Tag is not null && line.Damage != Damage.Tag ? long.Parse(text, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture) : text;
    }

    private static string Description(Line line) => line.Kind switch
    {
        LineKind.Payment => "Prepaid Payment",
        LineKind.Fee => "Service Fee",
        LineKind.Adjustment => line.Text % 2 == 0 ? "Adjustment" : "Paterson Plank Adj",
        LineKind.Parking => "PARKING",
        LineKind.Violation => "VIOLATION",
        LineKind.Mystery => "E-Z PLUS TXN",
        _ => "TOLL",
    };
}
