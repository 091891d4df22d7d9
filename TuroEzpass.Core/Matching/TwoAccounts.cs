using System.Runtime.InteropServices;
using TuroEzpass.Core.Statements;

namespace TuroEzpass.Core.Matching;

/// <summary>Finds crossings that were charged to two accounts: the same tag or plate, or the same car, at the same agency
/// in the same minute. Only a person can find out which charge is right.</summary>
internal sealed class TwoAccounts
{
    private readonly Dictionary<Key, Payer> payers = [];

    /// <summary>Whether the statements belong to more than one account.</summary>
    public static bool ArePossible(IReadOnlyList<Statement> statements) =>
        statements.Select(statement => (statement.Layout.Issuer, statement.Account)).Distinct().Count() > 1;

    /// <summary>First pass: registers a row by its tag, its plate, and its car if that is certain.</summary>
    /// <param name="statement">The row's statement.</param>
    /// <param name="row">A toll charge.</param>
    /// <param name="names">The tag and plate.</param>
    /// <param name="vehicle">The number of its car; null if it is not certain.</param>
    public void Add(Statement statement, in StatementRow row, CrossingNames names, int? vehicle)
    {
        var own = new Payer(statement.Layout.Issuer, statement.Account, false);
        Add(own, KeyOf(row, names.Identity, isVehicle: false));
        if (names.Plate != names.Identity)
            Add(own, KeyOf(row, names.Plate, isVehicle: false));
        if (vehicle is { } car)
            Add(own, KeyOf(row, car, isVehicle: true));
    }

    /// <summary>Second pass: whether another account was charged too.</summary>
    public bool Has(in StatementRow row, CrossingNames names, int? vehicle) =>
        Differ(KeyOf(row, names.Identity, isVehicle: false))
        || Differ(KeyOf(row, names.Plate, isVehicle: false))
        || (vehicle is { } car && Differ(KeyOf(row, car, isVehicle: true)));

    private static Key KeyOf(in StatementRow row, int number, bool isVehicle) => new(number, isVehicle, row.Plaza!.AgencyIndex, row.Travel.LocalMinute);

    private void Add(Payer own, Key key)
    {
        ref var payer = ref CollectionsMarshal.GetValueRefOrAddDefault(payers, key, out var known);
        payer = known ? payer with { Differ = payer.Differ || own.IsOtherThan(payer), Account = payer.Account ?? own.Account } : own;
    }

    private bool Differ(Key key) => payers.TryGetValue(key, out var payer) && payer.Differ;

    private readonly record struct Key(int Number, bool IsVehicle, int Agency, long Minute);

    private readonly record struct Payer(string Issuer, string? Account, bool Differ)
    {
        /// <summary>Accounts of one issuer differ only if both file names contain their numbers.</summary>
        public bool IsOtherThan(Payer other) =>
            Issuer != other.Issuer || (Account is not null && other.Account is not null && Account != other.Account);
    }
}
