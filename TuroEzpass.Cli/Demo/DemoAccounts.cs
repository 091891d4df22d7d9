using System.Globalization;
using NodaTime;

namespace TuroEzpass.Cli.Demo;

/// <summary>Keeps the accounts: payments when money runs out, a monthly fee, balances, and New York's numbers.</summary>
internal static class DemoAccounts
{
    private const long LeastCents = 30_00;
    private const long PaymentCents = 250_00;
    private const int DaysOfFee = 30;
    private const long FirstId = 33_300_000_101;

    /// <summary>All rows of the accounts.</summary>
    public static IReadOnlyList<DemoRow> Keep(IReadOnlyList<DemoRow> tolls, LocalDate today) =>
        [.. tolls.GroupBy(toll => toll.Account).OrderBy(account => account.Key).SelectMany(account => OfAccount(account.Key, [.. account, .. Fees(account.Key, today)]))];

    private static IEnumerable<DemoRow> Fees(DemoAccount account, LocalDate today)
    {
        if (account == DemoAccount.Pennsylvania)
            yield break;
        for (var day = today.PlusDays(10 - DemoCar.Days); day < today; day = day.PlusDays(DaysOfFee))
            yield return new DemoRow(account, day.At(new LocalTime(5, 57, 34)), day, 1_00) { Kind = DemoRowKind.Fee };
    }

    private static IEnumerable<DemoRow> OfAccount(DemoAccount account, List<DemoRow> rows)
    {
        var balance = PaymentCents;
        var id = FirstId;
        foreach (var row in rows.OrderBy(row => row.Posted).ThenBy(row => row.At).ThenBy(row => row.Tag, StringComparer.Ordinal).ThenBy(row => row.PlazaCode, StringComparer.Ordinal))
        {
            if (balance - row.Cents < LeastCents)
            {
                balance += PaymentCents;
                yield return new DemoRow(account, row.Posted.At(new LocalTime(14, 5, 12)), row.Posted, -PaymentCents) { Kind = DemoRowKind.Payment, BalanceCents = balance };
            }

            balance -= row.Cents;
            yield return row with { BalanceCents = balance, Id = row.Kind == DemoRowKind.Toll ? (id += 7).ToString(CultureInfo.InvariantCulture) : "" };
        }
    }
}
