using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Time;

namespace TuroEzpass.Core.Matching;

/// <summary>Compares two rows of one car.</summary>
internal sealed class PassageRows(IReadOnlyList<Statement> statements, Identities identities, MatchingOptions options)
{
    /// <summary>The form in which a file tells a toll: its layout, how exact its time is, and whether it has an id.</summary>
    public readonly record struct Form(string Layout, TimePrecision Precision, bool HasId);

    public ref readonly StatementRow At(RowPlace place) => ref statements[place.Statement].Rows[place.Row];

    public Form FormOf(RowPlace place) =>
        new(statements[place.Statement].Layout.Id, At(place).Travel.Precision, At(place).TransactionId.IsReliable);

    /// <summary>A row that gives money back, or changes what a toll comes to: it names a tag or plate, a time, and a place or an id.</summary>
    public static bool IsCredit(in StatementRow row) => row.Amount < Money.Zero || IsChange(row);

    /// <summary>An adjustment or discount that names its toll.</summary>
    public static bool IsChange(in StatementRow row) =>
        row.Kind is RowKind.Adjustment or RowKind.Discount && row.Identifier is not null && row.Travel.HasDate && row.Amount is { Cents: not 0 }
        && row.Plaza is { } plaza && (plaza.Code.Length > 0 || row.TransactionId.IsReliable);

    /// <summary>Whether two rows are of accounts that differ. Accounts of one issuer differ only where both file names tell their
    /// numbers.</summary>
    public bool AreOnTwoAccounts(RowPlace one, RowPlace other)
    {
        var (a, b) = (statements[one.Statement], statements[other.Statement]);
        return a.Layout.Issuer != b.Layout.Issuer || (a.Account is not null && b.Account is not null && a.Account != b.Account);
    }

    /// <summary>The setting for one account: how near two charges of one place must be in time.</summary>
    public bool AreNear(in StatementRow one, in StatementRow other, TimeSpan within)
    {
        if (!one.Travel.HasTime || !other.Travel.HasTime || (one.Travel.SecondOfDay == 0 && other.Travel.SecondOfDay == 0))
            return false;
        if (one.Travel.Precision == TimePrecision.Minute || other.Travel.Precision == TimePrecision.Minute)
            return one.Travel.LocalMinute == other.Travel.LocalMinute || Math.Abs(one.Travel.LocalSeconds - other.Travel.LocalSeconds) < within.TotalSeconds;
        return Math.Abs(one.Travel.LocalSeconds - other.Travel.LocalSeconds) <= within.TotalSeconds;
    }

    /// <summary>Whether two charges cannot both be of their own passage: one agency and place within seconds, or two accounts within
    /// minutes.</summary>
    public bool AreOnePassage(RowPlace one, RowPlace other)
    {
        ref readonly var a = ref At(one);
        ref readonly var b = ref At(other);
        if (!PlaceNames.MayBeOneAgency(a.Plaza!, b.Plaza!))
            return false;
        return AreOnTwoAccounts(one, other)
            ? AreNear(a, b, options.TwoAccountsWithin)
            : AreNear(a, b, options.OneAccountWithin) && (PlaceNames.MayBeOne(a.Plaza!, b.Plaza!) || HaveOneMark(a, b));
    }

    /// <summary>Whether one row is the other in another copy: the same account, tag or plate, and amount, and an equal id or
    /// balance, or the same time and place in another form.</summary>
    /// <param name="one">A row.</param>
    /// <param name="other">The other.</param>
    /// <param name="byMark">Whether an equal id or balance shows it; two rows of one form are copies only so.</param>
    public bool AreCopies(RowPlace one, RowPlace other, out bool byMark)
    {
        byMark = false;
        ref readonly var a = ref At(one);
        ref readonly var b = ref At(other);
        if (a.ShownCents != b.ShownCents || a.Kind != b.Kind || identities.Of(a, one.Statement) != identities.Of(b, other.Statement)
            || AreOnTwoAccounts(one, other) || HaveTwoIds(a, b) || !PlaceNames.MayBeOne(a.Plaza!, b.Plaza!))
        {
            return false;
        }

        byMark = HaveOneMark(a, b);
        if (byMark)
            return a.Travel == b.Travel || AreNear(a, b, options.OneAccountWithin);
        return FormOf(one) != FormOf(other) && a.Travel.HasTime && b.Travel.HasTime && AreOfOneTime(a.Travel, b.Travel);
    }

    /// <summary>Whether a credit and a charge are of one crossing by their time.</summary>
    /// <param name="credit">The credit.</param>
    /// <param name="charge">The charge.</param>
    /// <param name="isExact">Whether the times are the same to the last digit.</param>
    public bool AreOneCrossing(in StatementRow credit, in StatementRow charge, out bool isExact)
    {
        isExact = credit.Travel == charge.Travel;
        if (credit.Travel.HasTime != charge.Travel.HasTime || credit.Travel.LocalMinute != charge.Travel.LocalMinute)
            return false;
        if (credit.Plaza!.Agency.NetsAcrossPlazas ? credit.Plaza.AgencyIndex != charge.Plaza!.AgencyIndex : !PlaceNames.MayBeOne(credit.Plaza, charge.Plaza!))
            return false;
        return isExact || credit.Travel.Precision == TimePrecision.Minute || charge.Travel.Precision == TimePrecision.Minute || credit.Travel.LocalSeconds % 60 == 0;
    }

    public static bool AreOfOneTime(TravelTime one, TravelTime other) =>
        one == other || ((one.Precision == TimePrecision.Minute || other.Precision == TimePrecision.Minute) && one.LocalMinute == other.LocalMinute);

    private static bool HaveTwoIds(in StatementRow one, in StatementRow other) =>
        one.TransactionId.IsReliable && other.TransactionId.IsReliable && one.TransactionId != other.TransactionId;

    /// <summary>An equal id or running balance.</summary>
    private static bool HaveOneMark(in StatementRow one, in StatementRow other) =>
        (one.TransactionId.IsReliable && one.TransactionId == other.TransactionId) || (one.Balance != 0 && one.Balance == other.Balance);
}
