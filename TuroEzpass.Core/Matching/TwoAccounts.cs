using System.Runtime.InteropServices;
using TuroEzpass.Core.Statements;

namespace TuroEzpass.Core.Matching;

/// <summary>Finds crossings that two accounts were charged for: the same tag or plate, or the same car, at the same agency
/// in the same minute. Which of the two charges is right, only a person can find out.</summary>
internal sealed class TwoAccounts
{
    private readonly Dictionary<Key, Payer> payers = [];

    /// <summary>Whether the statements are of more than one account at all.</summary>
    public static bool ArePossible(IReadOnlyList<Statement> statements) =>
        statements.Select(statement => (statement.Layout.Issuer, statement.Account)).Distinct().Count() > 1;

    /// <summary>First pass: a row is known by its tag, by its plate, and by its car where that is certain.</summary>
    /// <param name="statement">The row's statement.</param>
    /// <param name="row">A toll that charges.</param>
    /// <param name="names">The tag and plate.</param>
    /// <param name="vehicle">The number of its car; null when that is not certain.</param>
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
        /// <summary>Accounts of one issuer differ only where both file names tell their numbers.</summary>
        public bool IsOtherThan(Payer other) =>
            Issuer != other.Issuer || (Account is not null && other.Account is not null && Account != other.Account);
    }
}
