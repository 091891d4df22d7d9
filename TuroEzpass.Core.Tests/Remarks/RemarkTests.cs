using System.Text.Json;
using TuroEzpass.Core.Claims;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Remarks;
using TuroEzpass.Core.Reports;
using TuroEzpass.Core.Statements;

namespace TuroEzpass.Tests.Remarks;

/// <summary>Reasons, warnings and flags are stored as a code with arguments: words are made where they are shown.</summary>
public sealed class RemarkTests
{
    // Stored and sent: new names are added at the end, and none ever changes.
    private static readonly string[] Reasons =
    [
        "None", "Unreadable", "Repeat", "NotAToll", "Netted", "NoIdentifier", "UnknownIdentifier", "UnknownThen", "UnknownKind", "UnknownAgency",
        "CreditWithoutCharge", "TwoAccounts", "ChangedAfterFiling", "Filed", "TwoVehicles", "TagAndPlateDiffer", "OutsideFleetDates", "TimeSkipped",
        "InsideTrip", "BetweenTrips", "OverlappingTrips", "SharedMinute", "Handover", "TripBooked", "TripStatusUnknown", "CancelledAfterUse",
        "TripsFilesDisagree", "VehicleChanged", "AfterTripsFile", "AfterTrip", "BeforeTrip", "BetweenNearTrips", "NotCovered", "AmbiguousBoundary",
        "EndsDiffer", "OtherEndUnknown", "DayNotInside", "CrossingRowsDiffer", "ByPerson", "SamePassage", "CopiesDiffer", "MayBeRefunded",
        "AdjustmentUnclear", "ZoneTwiceADay", "TwoPlacesAtOnce", "TooFarApart", "PostedBeforeTravel", "InTheFuture", "MidnightIsNoTime",
        "LookAlikePlate", "NotATollByName", "Delivery", "NoMiles", "NoMilesBetween", "CompletedEarly", "TwoVins", "HostsOwnCar", "NotOurs",
        "InsideActualTime", "StatedTimesContradict",
    ];

    private static readonly string[] ClaimCodes =
    [
        "AttachStatement", "ReadByTagOnly", "HighToll", "NotACarClass", "MoreMayPost", "TuroShowsTolls", "TollGone", "RefundDue", "AmountRose",
        "NoLongerCertain", "LooksPaid", "TuroTollsChanged", "ChargedTwice", "MayBeRefunded",
    ];

    private static readonly string[] Faults =
    [
        "FirstCellOnly", "NoDate", "NoAmount", "NotADate", "NotATime", "NotADateAndTime", "NotAnAmount", "TagDestroyed", "PlateDestroyed",
        "OpenQuote", "CutOff", "TooManyCells",
    ];

    public static TheoryData<Reason> EveryReason { get; } = [.. Enum.GetValues<Reason>().Where(code => code != Reason.None)];

    public static TheoryData<ClaimCode> EveryClaimCode { get; } = [.. Enum.GetValues<ClaimCode>()];

    public static TheoryData<RowFaultCode> EveryFault { get; } = [.. Enum.GetValues<RowFaultCode>()];

    [Fact]
    public void The_names_of_the_codes_are_frozen()
    {
        Assert.Empty(Reasons.Except(Enum.GetNames<Reason>()));
        Assert.Empty(ClaimCodes.Except(Enum.GetNames<ClaimCode>()));
        Assert.Empty(Faults.Except(Enum.GetNames<RowFaultCode>()));
    }

    [Theory]
    [MemberData(nameof(EveryReason))]
    public void Every_reason_has_words_in_files_and_on_the_command_line(Reason code) =>
        Assert.NotEqual(code.ToString(), ReasonText.Of(new Remark<Reason>(code)));

    [Theory]
    [MemberData(nameof(EveryClaimCode))]
    public void Every_warning_and_flag_has_words_in_files_and_on_the_command_line(ClaimCode code) =>
        Assert.NotEqual(code.ToString(), ClaimText.Of(new Remark<ClaimCode>(code)));

    [Theory]
    [MemberData(nameof(EveryFault))]
    public void Every_fault_of_a_row_has_words(RowFaultCode code) =>
        Assert.DoesNotContain(code.ToString(), ReasonText.Of(new Remark<Reason>(Reason.Unreadable, new RemarkArgs { Case = code.ToString() })), StringComparison.Ordinal);

    [Fact]
    public void A_remark_is_stored_as_its_code_and_the_arguments_that_it_needs()
    {
        Assert.Equal(
            """{"code":"AfterTrip","args":{"trip":"50000001","minutes":43}}""",
            JsonSerializer.Serialize(new Remark<Reason>(Reason.AfterTrip, new RemarkArgs { Trip = "50000001", Minutes = 43 }), ProjectedItems.Json));
        // The first code of an enum is written too.
        Assert.Equal("""{"code":"AttachStatement"}""", JsonSerializer.Serialize(new Remark<ClaimCode>(ClaimCode.AttachStatement), ProjectedItems.Json));
        Assert.Equal("""{"code":"FirstCellOnly"}""", JsonSerializer.Serialize(new RowFault(RowFaultCode.FirstCellOnly), ProjectedItems.Json));
    }

    [Theory]
    [MemberData(nameof(EveryReason))]
    public void A_stored_reason_reads_back(Reason code)
    {
        var reason = new Remark<Reason>(code, new RemarkArgs { Trip = "50000001", OtherMinutes = 0, Cents = -1, Case = "Entry" });

        Assert.Equal(reason, JsonSerializer.Deserialize<Remark<Reason>>(JsonSerializer.SerializeToUtf8Bytes(reason, ProjectedItems.Json), ProjectedItems.Json));
    }

    [Fact]
    public void A_files_long_text_is_cut() => Assert.Equal(RemarkArgs.LongestText, RemarkArgs.Cut(new string('x', 5000))!.Length);
}
