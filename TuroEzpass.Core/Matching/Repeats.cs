using System.Runtime.InteropServices;
using TuroEzpass.Core.Statements;

namespace TuroEzpass.Core.Matching;

/// <summary>Finds the rows that an earlier file has already. A file's own repeats are real: the nth occurrence of a key is a
/// repeat only if an earlier file has n of them, so an overlapping download adds nothing and a second crossing stays.</summary>
internal sealed class Repeats
{
    private readonly Dictionary<string, int> issuers = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<Key, Count> counts = [];
    private readonly Dictionary<MinuteKey, List<VariantCount>> minutes = [];
    private readonly HashSet<int> manyVariants = [];

    private Repeats()
    {
    }

    /// <summary>For each statement, whether each of its rows is a repeat; null for a statement that cannot have one.</summary>
    public static bool[]?[] Find(IReadOnlyList<Statement> statements, Identities identities)
    {
        var repeats = new bool[]?[statements.Count];
        if (statements.Count < 2)
            return repeats;
        var finder = new Repeats();
        finder.FindVariants(statements);
        for (var file = 0; file < statements.Count; file++)
            repeats[file] = finder.Mark(statements[file], file, identities);
        return repeats;
    }

    private int IssuerOf(Statement statement)
    {
        ref var issuer = ref CollectionsMarshal.GetValueRefOrAddDefault(issuers, statement.Layout.Issuer, out var known);
        return known ? issuer : issuer = issuers.Count;
    }

    /// <summary>An issuer's rows come in several variants when its files are of several layouts, or of several precisions.</summary>
    private void FindVariants(IReadOnlyList<Statement> statements)
    {
        foreach (var files in statements.GroupBy(IssuerOf))
        {
            var variants = files.SelectMany(file => file.Rows.Where(row => row.Travel.HasTime).Select(row => Variant(file, row))).Distinct().Take(2);
            if (variants.Count() > 1)
                manyVariants.Add(files.Key);
        }
    }

    private static (string Layout, Time.TimePrecision Precision) Variant(Statement file, in StatementRow row) => (file.Layout.Id, row.Travel.Precision);

    private bool[] Mark(Statement statement, int file, Identities identities)
    {
        var issuer = IssuerOf(statement);
        var marks = new bool[statement.Rows.Count];
        for (var index = 0; index < marks.Length; index++)
        {
            ref readonly var row = ref statement.Rows[index];
            if (row.Unreadable is not null)
                continue;
            ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, KeyOf(issuer, row, identities.Of(row, file)), out _);
            count = count.Next(file);
            marks[index] = count.IsRepeat
                || (manyVariants.Contains(issuer) && row.Travel.HasTime && IsInOtherVariant(issuer, statement, row, identities.Of(row, file)));
        }

        return marks;
    }

    private static Key KeyOf(int issuer, in StatementRow row, int identity) =>
        !row.TransactionId.IsEmpty
            ? new Key(issuer, row.TransactionId, -1, 0, null, default, row.Amount?.Cents, 0)
            : new Key(
                issuer, default, identity, row.Travel.Packed, row.Plaza, row.Kind, row.Amount?.Cents, row.Posted.Packed);

    /// <summary>The same account in two layouts without a common id: tag or plate, minute and cents are compared, and the
    /// larger count is kept.</summary>
    private bool IsInOtherVariant(int issuer, Statement statement, in StatementRow row, int identity)
    {
        var key = new MinuteKey(issuer, identity, row.Travel.LocalMinute, row.Amount?.Cents);
        ref var variants = ref CollectionsMarshal.GetValueRefOrAddDefault(minutes, key, out _);
        variants ??= [];
        var hasId = !row.TransactionId.IsEmpty;
        var variant = Variant(statement, row);
        var own = variants.Find(count => count.Variant == variant && count.HasId == hasId);
        if (own is null)
            variants.Add(own = new VariantCount(variant, hasId));
        own.Rows++;
        var elsewhere = variants
            .Where(count => count.Variant != variant && !(hasId && count.HasId))
            .GroupBy(count => count.Variant)
            .Select(group => group.Sum(count => count.Rows))
            .DefaultIfEmpty()
            .Max();
        return own.Rows <= elsewhere;
    }

    private readonly record struct Key(
        int Issuer, TransactionId Id, int Identifier, long Travel, TollPlaza? Plaza, RowKind Kind, long? Cents, long Posted);

    private readonly record struct MinuteKey(int Issuer, int Identifier, long Minute, long? Cents);

    private sealed class VariantCount((string Layout, Time.TimePrecision Precision) variant, bool hasId)
    {
        public (string Layout, Time.TimePrecision Precision) Variant { get; } = variant;

        public bool HasId { get; } = hasId;

        public int Rows { get; set; }
    }

    /// <summary>How often a key stood in the file before, and stands in this one.</summary>
    private readonly record struct Count(int File, int InFile, int Before)
    {
        public bool IsRepeat => InFile <= Before;

        public Count Next(int file) => file == File && InFile > 0
            ? this with { InFile = InFile + 1 }
            : new Count(file, 1, Math.Max(Before, InFile));
    }
}
