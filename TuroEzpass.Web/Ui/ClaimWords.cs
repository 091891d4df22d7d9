using NodaTime.Text;
using TuroEzpass.Contracts;

namespace TuroEzpass.Web.Ui;

/// <summary>The words for a claim's warnings on the pages, with money and dates in the viewer's format.</summary>
public static class ClaimWords
{
    /// <summary>The sentence for a warning; the code itself if this version has no words for it.</summary>
    public static string Sentence(ClaimWarning warning, Locale locale)
    {
        ArgumentNullException.ThrowIfNull(warning);
        ArgumentNullException.ThrowIfNull(locale);
        return Of(warning.Code, warning.Args, locale) ?? $"{warning.Code}.";
    }

    /// <summary>Whether the guest is due a refund.</summary>
    public static bool IsRefund(ClaimWarning warning)
    {
        ArgumentNullException.ThrowIfNull(warning);
        return warning.Code == "RefundDue";
    }

    /// <summary>Whether it is about tolls whose rows show only a tag.</summary>
    public static bool IsTagOnly(ClaimWarning warning)
    {
        ArgumentNullException.ThrowIfNull(warning);
        return warning.Code == "ReadByTagOnly";
    }

    /// <summary>Whether there are words for a code.</summary>
    internal static bool Has(string code) => Of(code, new RemarkArgs(), Locale.Of(null)) is not null;

    private static string TagOnly(RemarkArgs about, Locale locale) =>
        about.Of == 1 ? "The toll shows" : about.Count == about.Of ? $"All {locale.Number(about.Of ?? 0)} tolls show" : $"{locale.Number(about.Count ?? 0)} of {locale.Number(about.Of ?? 0)} tolls show";

    private static string? Of(string code, RemarkArgs about, Locale locale) => code switch
    {
        "AttachStatement" => "Attach your E-ZPass statement: Turo wants the agency’s own document.",
        "ReadByTagOnly" => $"{TagOnly(about, locale)} only a tag number. Was it in your listing, or did you send it to the guest within 24 hours of the trip’s start?",
        "HighToll" => $"A single toll of {Money(about.Amount, locale)} at {$"{about.Agency} {about.Plaza}".Trim()}. Check that it is a toll for a car.",
        "NotACarClass" => $"Vehicle class {about.VehicleClass} is not a passenger car class.",
        "MoreMayPost" => $"More tolls may still post. Your statements go through {Day(about.Date, locale)}, and most tolls post by {Day(about.By, locale)}. If you file now, later tolls need a second claim.",
        "TuroShowsTolls" => $"Turo shows {Money(about.Amount, locale)} of tolls and tickets for this trip. Some may already be charged.",
        "TollGone" => $"Toll {about.Toll} is no longer in any statement.",
        "RefundDue" => $"Refund the guest {Money(about.Amount, locale)}: a toll of {Money(about.AmountBefore, locale)} was corrected.",
        "AmountRose" => $"A toll of {Money(about.AmountBefore, locale)} is now {Money(about.Amount, locale)}.",
        "NoLongerCertain" => $"A toll of {Money(about.Amount, locale)} is no longer certain to belong to this trip.",
        "LooksPaid" => "Turo has since charged exactly this amount. The claim looks paid.",
        "TuroTollsChanged" => $"Turo’s tolls and tickets for this trip changed by {Money(about.Amount, locale)} since you filed the claim. Check whether it has been paid.",
        "ChargedTwice" => $"A toll of {Money(about.AmountBefore, locale)} may have changed: its crossing was also charged at {Money(about.Amount, locale)}.",
        "MayBeRefunded" => $"A toll of {Money(about.AmountBefore, locale)} may have been refunded by a credit of {Money(about.Amount, locale)}.",
        _ => null,
    };

    private static string Money(MoneyAmount? amount, Locale locale) => amount is null ? "" : locale.Money(amount);

    private static string Day(string? day, Locale locale) => LocalDatePattern.Iso.Parse(day ?? "") is { Success: true } read ? locale.Date(read.Value) : $"{day}";
}
