using System.Globalization;
using NodaTime;
using TuroEzpass.World.Accounts;
using TuroEzpass.World.Cars;
using TuroEzpass.World.Custody;

namespace TuroEzpass.World.Hosts;

/// <summary>Adds account rows: payments when the balance is low, a monthly fee, balances, and New York's transaction numbers.</summary>
internal static class DemoAccounts
{
    private const long LeastCents = 30_00;
    private const long PaymentCents = 250_00;
    private const int DaysOfFee = 30;
    private const long FirstId = 33_300_000_101;

    /// <summary>All rows of the accounts.</summary>
    public static IReadOnlyList<DrivenLine> Keep(IReadOnlyList<DrivenLine> tolls, LocalDate today) =>
        [.. tolls.GroupBy(toll => toll.Account).OrderBy(account => account.Key).SelectMany(account => OfAccount(account.Key, [.. account, .. Fees(account.Key, today)]))];

    private static IEnumerable<DrivenLine> Fees(Home account, LocalDate today)
    {
        if (account == Home.Pennsylvania)
            yield break;
        for (var day = today.PlusDays(10 - DemoCars.Days); day < today; day = day.PlusDays(DaysOfFee))
            yield return OfTheAccount(account, LineKind.Fee, day.At(new LocalTime(5, 57, 34)), 1_00);
    }

    private static DrivenLine OfTheAccount(Home account, LineKind kind, LocalDateTime at, long cents) =>
        new() { Account = account, Driver = Driver.Nobody, Kind = kind, At = at, Posted = at.Date, Cents = cents };

    private static IEnumerable<DrivenLine> OfAccount(Home account, List<DrivenLine> rows)
    {
        var balance = PaymentCents;
        var id = FirstId;
        foreach (var row in rows.OrderBy(row => row.Posted).ThenBy(row => row.At).ThenBy(row => row.Tag, StringComparer.Ordinal).ThenBy(row => row.Plaza?.Code, StringComparer.Ordinal))
        {
            if (balance - row.Cents < LeastCents)
            {
                balance += PaymentCents;
                yield return OfTheAccount(account, LineKind.Payment, row.Posted.At(new LocalTime(14, 5, 12)), -PaymentCents) with { BalanceCents = balance };
            }

            balance -= row.Cents;
            yield return row with { BalanceCents = balance, Id = row.Plaza is null ? "" : (id += 7).ToString(CultureInfo.InvariantCulture) };
        }
    }
}
