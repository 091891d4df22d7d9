using NodaTime;
using NodaTime.Text;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Claims;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Remarks;
using TuroEzpass.Core.Statements;
using RemarkArgs = TuroEzpass.Core.Remarks.RemarkArgs;
using SentArgs = TuroEzpass.Contracts.RemarkArgs;

namespace TuroEzpass.Api;

/// <content>Reasons, warnings and flags.</content>
internal static partial class ToContract
{
    public static TollReason Reason(Remark<Reason> reason) => new(reason.Code.ToString(), Args(reason.Args));

    public static TollReason? Fault(StatementRow row) =>
        row.Unreadable is null ? null : Reason(Reasons.Of(row, new Decision(Outcome.Unreadable, Core.Matching.Reason.Unreadable)));

    /// <summary>A claim's warnings, including those that depend on today's date and on how far the statements reach.</summary>
    public static IReadOnlyList<ClaimWarning> Warnings(ClaimItem claim, LocalDate today, LocalDate? reach) =>
        [.. claim.Flags.Append(EarlyWarning(claim, today, reach)).OfType<Remark<ClaimCode>>().Select(one => new ClaimWarning(one.Code.ToString(), Args(one.Args)))];

    private static Remark<ClaimCode>? EarlyWarning(ClaimItem claim, LocalDate today, LocalDate? reach) =>
        claim.State == nameof(LedgerClaimState.Draft) && reach is { } through && LocalDatePattern.Iso.Parse(claim.ReadyOn ?? "").TryGetValue(default, out var readyOn)
            ? ClaimBuilder.MoreMayPost(today, through, readyOn)
            : null;

    private static SentArgs Args(RemarkArgs? args) => args is null ? new SentArgs() : new SentArgs
    {
        Trip = args.Trip,
        OtherTrip = args.OtherTrip,
        Minutes = args.Minutes,
        OtherMinutes = args.OtherMinutes,
        Tag = args.Tag,
        Plate = args.Plate,
        Vehicle = args.Vehicle,
        Agency = args.Agency,
        Plaza = args.Plaza,
        VehicleClass = args.VehicleClass,
        Kind = args.Kind,
        Text = args.Text,
        Case = args.Case,
        Toll = args.Toll,
        Amount = args.Cents is { } cents ? Money(cents) : null,
        AmountBefore = args.CentsBefore is { } before ? Money(before) : null,
        Count = args.Count,
        Of = args.Of,
        OtherFile = args.OtherFile,
        OtherLine = args.OtherLine,
        Date = args.Date,
        By = args.By,
    };
}
