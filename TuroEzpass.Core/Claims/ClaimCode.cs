using System.Text.Json.Serialization;

namespace TuroEzpass.Core.Claims;

/// <summary>What to check before acting on a claim. The names are stored and sent, so they never change. A new one
/// needs words in <see cref="Reports.ClaimText"/> (command line, CSV) and in the dashboard's <c>Ui/ClaimWords.cs</c>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ClaimCode>))]
public enum ClaimCode : byte
{
    /// <summary>The agency's own statement is not attached.</summary>
    AttachStatement,

    /// <summary>Tolls were read by their tag alone.</summary>
    ReadByTagOnly,

    /// <summary>A single toll is high for a car.</summary>
    HighToll,

    /// <summary>The vehicle class on the statement is not a car's.</summary>
    NotACarClass,

    /// <summary>The statements do not reach far enough: more tolls may post. Never stored.</summary>
    MoreMayPost,

    /// <summary>Turo shows tolls and tickets for the trip: some may be charged already.</summary>
    TuroShowsTolls,

    /// <summary>A claimed toll is no longer in any statement.</summary>
    TollGone,

    /// <summary>A claimed toll was corrected: the guest is owed a refund.</summary>
    RefundDue,

    /// <summary>A claimed toll costs more now.</summary>
    AmountRose,

    /// <summary>A claimed toll is no longer certain to be this trip's.</summary>
    NoLongerCertain,

    /// <summary>Turo charged exactly the claim's amount since it was sent.</summary>
    LooksPaid,

    /// <summary>What Turo shows as tolls and tickets changed since the claim was sent.</summary>
    TuroTollsChanged,

    /// <summary>A claimed toll's crossing has another charge: one of the two may be wrong.</summary>
    ChargedTwice,

    /// <summary>A credit may refund a claimed toll.</summary>
    MayBeRefunded,
}
