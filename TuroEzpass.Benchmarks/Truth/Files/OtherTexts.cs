namespace TuroEzpass.Benchmarks.Truth.Files;

/// <summary>Lines of the Pennsylvania Turnpike's export: tolls positive, credits and payments in parentheses, no seconds.</summary>
internal static class PennsylvaniaTexts
{
    public const string Header =
        "Posting Date,Transaction,Transponder,License State,Entry Date,Entry Interchange,Exit Date,Exit Interchange,Class,Amount,Payment Method,Card Number,Adjusted,Invoice";

    private const string Moment = "MM/dd/yyyy hh:mm tt";

    public static string Of(Line line)
    {
        if (line.Kind == LineKind.Total)
            return $",,,,,,,,,{Amount(line)},Total Amount,,,";
        var tag = line.Damage == Damage.Tag ? Texts.DestroyedTag : line.Tag is { } digits ? $"{digits[..3]} {digits[3..]}" : "";
        var plate = line.Plate is null ? "" : line.State.Length == 0 ? line.Plate : $"{line.Plate,-11}{line.State}";
        return string.Join(',',
            Texts.Of(line.Posted, "MM/dd/yyyy"), Transaction(line), tag, plate,
            line.Entry is { } entry ? Texts.Of(entry, Moment) : "", line.EntryPlaza,
            line.Plaza is null ? "" : line.Damage == Damage.Date ? $"{Texts.ImpossibleDate} 10:00 AM" : Texts.Of(line.At, Moment),
            line.Plaza?.Code ?? "", IsAway(line) ? "" : "2L", line.Damage == Damage.Amount ? Texts.BrokenAmount : Amount(line),
            line.Kind == LineKind.Payment ? "Visa" : "", line.Kind == LineKind.Payment ? "****0001" : "", "", "");
    }

    private static string Amount(Line line) => Texts.Parentheses(-line.Cents);

    private static bool IsAway(Line line) => line.Plaza is null || line.Plaza.Code.Contains(" - ", StringComparison.Ordinal);

    private static string Transaction(Line line) => line.Kind switch
    {
        LineKind.Payment => "CC REPLENISHMENT",
        LineKind.Parking => "PARKING CHARGE",
        LineKind.Violation => "INTRA AGENCY VIOLATION TRANSACTION",
        LineKind.Mystery => "MISC DEBIT",
        LineKind.TollCredit => IsAway(line) ? "AWAY AGENCY VTOLL CREDIT" : "TOLL CREDIT",
        _ when IsAway(line) => line.Tag is null ? "AWAY AGENCY VTOLL" : "AWAY AGENCY TOLL",
        _ => line.Tag is null ? "V-TOLL" : "TOLL CHARGE",
    };
}

/// <summary>Lines of Maryland's export: every amount positive; away rows without an exit time, dated by their entry.</summary>
internal static class MarylandTexts
{
    public const string Header =
        "Posting Date,Transaction Date,Transponder/PlateNumber,Agency,Type,Entry Time,Entry Plaza,Entry Lane,Exit Time,Exit Plaza,Exit Lane,Vehicle Class,Amount,Balance";

    private const string Moment = "M/d/yyyy h:mm:ss tt";

    public static string Of(Line line)
    {
        var posted = Texts.Of(line.Posted.AddHours(23).AddSeconds(line.Text % 3000), Moment);
        var at = line.Damage == Damage.Date ? $"{Texts.ImpossibleDate} 10:00:00 AM" : Texts.Of(line.At, Moment);
        var amount = line.Damage == Damage.Amount ? Texts.BrokenAmount : $"${Texts.Dollars(line.Cents)}";
        if (line.Plaza is not { } plaza)
            return string.Join(',', posted, at, "", "", "Credit Card Payment", "", "", "", "", "", "", "", amount, Texts.Balance(line));
        var isOwn = plaza.Agency == "MDTA";
        return string.Join(',',
            posted, at, Texts.Identifier(line, (state, plate) => $"{state} {plate}", ""), plaza.Agency, isOwn ? "Toll Charge" : "E-ZPass Away Toll Charge",
            plaza.Ends == Ends.ExitUntimed ? at : line.Entry is { } entry ? Texts.Of(entry, Moment) : "", line.EntryPlaza.Length > 0 ? line.EntryPlaza : "***", line.EntryPlaza.Length > 0 ? "3" : "0",
            isOwn && plaza.Ends != Ends.ExitUntimed ? at : "", plaza.Code, "8", "2", amount, Texts.Balance(line));
    }
}

/// <summary>Lines of SunPass's export: charges and credits in two columns.</summary>
internal static class FloridaTexts
{
    public const string Header =
        "POSTED DATE,TRANSACTION DATE,TRANSACTION TIME,TRANSACTION NUMBER,TRANSPONDER/LICENSE PLATE,AGENCY NAME,LANE,AXLE,DESCRIPTION / PLAZA NAME,DEBIT(-),CREDIT(+),BALANCE";

    public static string Of(Line line)
    {
        var amount = line.Damage == Damage.Amount ? Texts.BrokenAmount : $"${Texts.Dollars(line.Cents)}";
        var isCredit = line.Cents < 0;
        return string.Join(',',
            Texts.Of(line.Posted, "M/d/yyyy"), line.Damage == Damage.Date ? Texts.ImpossibleDate : Texts.Of(line.At, "M/d/yyyy"), Texts.Of(line.At, "h:mm:ss tt"), line.Id,
            Texts.Identifier(line, (state, plate) => $"{plate}-{state}", ""), line.Plaza?.Agency ?? "", line.Plaza is null ? "" : "60S", line.Plaza is null ? "" : "2",
            line.Plaza?.Code ?? "PAYMENT & ADJUSTMENTS", isCredit ? "" : amount, isCredit ? amount : "", Texts.Balance(line));
    }
}
