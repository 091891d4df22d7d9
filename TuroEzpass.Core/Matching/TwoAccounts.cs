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

    /// <summary>First pass.</summary>
    /// <param name="statement">The row's statement.</param>
    /// <param name="row">A toll that charges.</param>
    /// <param name="identity">What it was read by.</param>
    /// <param name="vehicle">The number of its car; null when that is not certain.</param>
    public void Add(Statement statement, in StatementRow row, int identity, int? vehicle)
    {
        ref var payer = ref CollectionsMarshal.GetValueRefOrAddDefault(payers, KeyOf(row, identity, vehicle), out var known);
        var own = new Payer(statement.Layout.Issuer, statement.Account, false);
        payer = known ? payer with { Differ = payer.Differ || own.IsOtherThan(payer), Account = payer.Account ?? own.Account } : own;
    }

    /// <summary>Second pass: whether another account was charged too.</summary>
    public bool Has(in StatementRow row, int identity, int? vehicle) => payers.TryGetValue(KeyOf(row, identity, vehicle), out var payer) && payer.Differ;

    private static Key KeyOf(in StatementRow row, int identity, int? vehicle) =>
        new(vehicle, vehicle is null ? identity : -1, row.Plaza!.AgencyIndex, row.Travel.LocalMinute);

    private readonly record struct Key(int? Vehicle, int Identifier, int Agency, long Minute);

    private readonly record struct Payer(string Issuer, string? Account, bool Differ)
    {
        /// <summary>Accounts of one issuer differ only where both file names tell their numbers.</summary>
        public bool IsOtherThan(Payer other) =>
            Issuer != other.Issuer || (Account is not null && other.Account is not null && Account != other.Account);
    }
}
