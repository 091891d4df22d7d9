using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Statements;

namespace TuroEzpass.Core.Ledger;

/// <summary>Toll ids that are derived from the statements' text: the same toll has the same id regardless of which file had it
/// first and how often it is imported.</summary>
internal static class TollIds
{
    private const int Bytes = 16;

    /// <summary>The ids of all rows, by statement; null for a duplicate, which is the toll of an earlier row.</summary>
    public static string?[][] Of(Reconciliation reconciliation)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var ids = new string?[reconciliation.Statements.Count][];
        for (var file = 0; file < ids.Length; file++)
        {
            var statement = reconciliation.Statements[file];
            var decisions = reconciliation.DecisionsOf(file);
            var own = ids[file] = new string?[decisions.Count];
            for (var index = 0; index < own.Length; index++)
            {
                if (decisions[index].Outcome == Outcome.Duplicate)
                    continue;
                ref readonly var row = ref statement.Rows[index];
                // An unreadable row is identified only by its position.
                var text = row.Unreadable is null ? KeyText(statement, row) : $"line|{statement.Sha256}|{row.Line}";
                ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(seen, text, out _);
                count++;
                own[index] = Hash($"{text}|{count}");
            }
        }

        return ids;
    }

    /// <summary>The id of a toll row's crossing. A credit that posts months later has the same.</summary>
    public static string CrossingOf(Statement statement, in StatementRow row)
    {
        var plaza = row.Plaza!.Agency.NetsAcrossPlazas ? "*" : Symbols.Comparable(row.Plaza.Code);
        return Hash($"crossing|{Identity(statement, row)}|{row.Plaza.Agency.Code}|{plaza}|{row.Travel.Packed}");
    }

    private static string KeyText(Statement statement, in StatementRow row) => row.TransactionId.IsEmpty
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"row|{statement.Layout.Issuer}|{Identity(statement, row)}|{row.Travel.Packed}|{row.Plaza!.Agency.Code}|{Symbols.Comparable(row.Plaza.Code)}|{row.Kind}|{(row.Kind == RowKind.Toll ? "" : row.KindText)}|{row.ShownCents}|{row.Posted.Packed}")
        : string.Create(CultureInfo.InvariantCulture, $"id|{statement.Layout.Issuer}|{row.TransactionId}|{row.ShownCents}");

    private static string Identity(Statement statement, in StatementRow row) =>
        row.Identifier is { } identifier ? $"{identifier.Kind}:{identifier.State}:{identifier.Value}" : $"file of {statement.AssignedVehicle}";

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, Bytes));
}
