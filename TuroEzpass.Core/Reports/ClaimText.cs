using System.Globalization;
using TuroEzpass.Core.Claims;
using TuroEzpass.Core.Remarks;

namespace TuroEzpass.Core.Reports;

/// <summary>The words for a claim's warnings and flags, in CSV files and on the command line.</summary>
public static class ClaimText
{
    /// <summary>The words for several warnings or flags.</summary>
    public static string Of(IEnumerable<Remark<ClaimCode>> remarks) => string.Join("; ", remarks.Select(Of));

    /// <summary>The words for a warning or flag.</summary>
    public static string Of(Remark<ClaimCode> remark)
    {
        ArgumentNullException.ThrowIfNull(remark);
        var about = remark.Args ?? new RemarkArgs();
        return remark.Code switch
        {
            ClaimCode.AttachStatement => "attach your E-ZPass statement: Turo wants the agency's own document",
            ClaimCode.ReadByTagOnly => string.Create(CultureInfo.InvariantCulture, $"{about.Count} of {about.Of} tolls were read by tag only: was the tag number in the listing, or sent to the guest within 24 hours of the start?"),
            ClaimCode.HighToll => $"a single toll of {Dollars(about.Cents)} at {Place(about)}: was the car charged as a larger vehicle?",
            ClaimCode.NotACarClass => $"vehicle class {about.VehicleClass} is not a passenger car class",
            ClaimCode.MoreMayPost => $"more tolls may still post: your statements reach {about.Date}, and most tolls post by {about.By}",
            ClaimCode.TuroShowsTolls => $"Turo shows {Dollars(about.Cents)} of tolls and tickets for this trip: some may already be charged",
            ClaimCode.TollGone => $"toll {about.Toll} is no longer in any statement",
            ClaimCode.RefundDue => $"refund the guest {Dollars(about.Cents)}: a toll of {Dollars(about.CentsBefore)} was corrected",
            ClaimCode.AmountRose => $"a toll of {Dollars(about.CentsBefore)} is now {Dollars(about.Cents)}",
            ClaimCode.NoLongerCertain => $"a toll of {Dollars(about.Cents)} is no longer certain to belong to this trip",
            ClaimCode.LooksPaid => "Turo has charged exactly this amount since: it looks paid",
            ClaimCode.TuroTollsChanged => $"Turo's tolls and tickets for this trip changed by {Dollars(about.Cents)} since you sent the claim: is it paid?",
            ClaimCode.ChargedTwice => $"a toll of {Dollars(about.CentsBefore)} may have changed: its crossing was also charged at {Dollars(about.Cents)}",
            ClaimCode.MayBeRefunded => $"a toll of {Dollars(about.CentsBefore)} may have been refunded by a credit of {Dollars(about.Cents)}",
            _ => remark.Code.ToString(),
        };
    }

    private static string Place(RemarkArgs about) => $"{about.Agency} {about.Plaza}".Trim();

    private static string Dollars(long? cents) => new Money(cents ?? 0).ToDollars();
}
