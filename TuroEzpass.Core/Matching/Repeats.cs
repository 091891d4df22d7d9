using System.Runtime.InteropServices;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Time;

namespace TuroEzpass.Core.Matching;

/// <summary>Finds rows that an earlier file already has. Repeats within a file are real: the nth occurrence of a key is a
/// duplicate only if an earlier file has n of them. So an overlapping download adds nothing, and a second crossing stays.</summary>
internal sealed class Repeats
{
    private readonly IReadOnlyList<Statement> statements;
    private readonly Identities identities;
    private readonly Dictionary<string, int> issuers = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<Key, Count> counts = [];

    private Repeats(IReadOnlyList<Statement> statements, Identities identities)
    {
        this.statements = statements;
        this.identities = identities;
    }

    /// <summary>For each statement, whether each row is a duplicate; null if there is only one statement.</summary>
    public static bool[]?[] Find(IReadOnlyList<Statement> statements, Identities identities)
    {
        if (statements.Count < 2)
            return new bool[]?[statements.Count];
        var finder = new Repeats(statements, identities);
        var repeats = new bool[statements.Count][];
        for (var file = 0; file < statements.Count; file++)
            repeats[file] = finder.Mark(file);
        foreach (var files in Enumerable.Range(0, statements.Count).GroupBy(finder.IssuerOf).Where(finder.HasManyVariants))
            new VariantRepeats(statements, identities, [.. files], repeats).Mark();
        return repeats;
    }

    private int IssuerOf(int file)
    {
        ref var issuer = ref CollectionsMarshal.GetValueRefOrAddDefault(issuers, statements[file].Layout.Issuer, out var known);
        return known ? issuer : issuer = issuers.Count;
    }

    private bool HasManyVariants(IEnumerable<int> files) =>
        files.SelectMany(file => statements[file].Rows.Where(row => row.Travel.HasTime).Select(row => Variant.Of(statements[file], row))).Distinct().Take(2).Count() > 1;

    private bool[] Mark(int file)
    {
        var issuer = IssuerOf(file);
        var rows = statements[file].Rows;
        var marks = new bool[rows.Count];
        for (var index = 0; index < marks.Length; index++)
        {
            ref readonly var row = ref rows[index];
            if (row.Unreadable is not null)
                continue;
            ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, KeyOf(issuer, row, identities.Of(row, file)), out _);
            count = count.Next(file);
            marks[index] = count.IsRepeat;
        }

        return marks;
    }

    /// <summary>Id and amount if the row has an id; otherwise all fields that distinguish one toll from another.</summary>
    internal static Key KeyOf(int issuer, in StatementRow row, int identity) =>
        !row.TransactionId.IsEmpty
            ? new Key(issuer, row.TransactionId, -1, 0, -1, default, "", row.ShownCents, 0)
            : new Key(issuer, default, identity, row.Travel.Packed, row.Plaza!.Index, row.Kind, row.Kind == RowKind.Toll ? "" : row.KindText, row.ShownCents, row.Posted.Packed);

    internal readonly record struct Key(
        int Issuer, TransactionId Id, int Identity, long Travel, int Plaza, RowKind Kind, string KindText, long Cents, long Posted);

    /// <summary>How often a key occurred in an earlier file, and in this one.</summary>
    internal readonly record struct Count(int File, int InFile, int Before)
    {
        public bool IsRepeat => InFile <= Before;

        public Count Next(int file) => file == File && InFile > 0
            ? this with { InFile = InFile + 1 }
            : new Count(file, 1, Math.Max(Before, InFile));
    }
}

/// <summary>The form in which a file lists tolls: its layout, and the precision of its times.</summary>
internal readonly record struct Variant(string Layout, TimePrecision Precision)
{
    public static Variant Of(Statement statement, in StatementRow row) => new(statement.Layout.Id, row.Travel.Precision);
}

/// <summary>Compares the same account in two forms without a common id by tag or plate, minute and cents, and keeps the larger
/// count of each minute. Identical rows are paired first; rows of the same file are never compared.</summary>
internal sealed class VariantRepeats(IReadOnlyList<Statement> statements, Identities identities, IReadOnlyList<int> files, bool[][] repeats)
{
    private readonly Dictionary<MinuteKey, Minute> minutes = [];

    public void Mark()
    {
        var fresh = files.ToDictionary(file => file, _ => Array.Empty<bool>());
        var counts = new Dictionary<(Variant, Repeats.Key), Repeats.Count>();
        foreach (var file in files)
            fresh[file] = FindFresh(file, counts);
        foreach (var file in files)
        {
            MarkOthers(file, fresh[file]);
            foreach (var minute in minutes.Values)
                minute.EndFile();
        }
    }

    /// <summary>Finds the rows that are new in their form, and pairs those that another form has identically.</summary>
    private bool[] FindFresh(int file, Dictionary<(Variant, Repeats.Key), Repeats.Count> counts)
    {
        var rows = statements[file].Rows;
        var fresh = new bool[rows.Count];
        for (var index = 0; index < fresh.Length; index++)
        {
            ref readonly var row = ref rows[index];
            if (row.Unreadable is not null || !row.Travel.HasTime)
                continue;
            var identity = identities.Of(row, file);
            ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, (Variant.Of(statements[file], row), Repeats.KeyOf(0, row, identity)), out _);
            count = count.Next(file);
            fresh[index] = !count.IsRepeat;
            if (fresh[index] && repeats[file][index])
                MinuteOf(row, identity).Paired++;
        }

        return fresh;
    }

    private void MarkOthers(int file, bool[] fresh)
    {
        var rows = statements[file].Rows;
        for (var index = 0; index < fresh.Length; index++)
        {
            if (!fresh[index])
                continue;
            ref readonly var row = ref rows[index];
            var isPaired = repeats[file][index];
            repeats[file][index] = MinuteOf(row, identities.Of(row, file)).Add(Variant.Of(statements[file], row), !row.TransactionId.IsEmpty, isPaired) || isPaired;
        }
    }

    private Minute MinuteOf(in StatementRow row, int identity)
    {
        ref var minute = ref CollectionsMarshal.GetValueRefOrAddDefault(minutes, new MinuteKey(identity, row.Travel.LocalMinute, row.ShownCents), out _);
        return minute ??= new Minute();
    }

    private readonly record struct MinuteKey(int Identity, long Minute, long Cents);

    /// <summary>The rows of one tag or plate, minute and amount, by form.</summary>
    private sealed class Minute
    {
        private readonly List<Tally> tallies = [];

        /// <summary>Rows that are identical in two forms.</summary>
        public int Paired { get; set; }

        /// <summary>Counts a row.</summary>
        /// <returns>Whether an earlier file in another form has a row for it.</returns>
        public bool Add(Variant variant, bool hasId, bool isPaired)
        {
            var own = tallies.Find(tally => tally.Variant == variant && tally.HasId == hasId);
            if (own is null)
                tallies.Add(own = new Tally(variant, hasId));
            own.InFile++;
            if (isPaired)
                return true;
            own.Unpaired++;
            var elsewhere = 0;
            foreach (var group in tallies.Where(tally => tally.Variant != variant && !(hasId && tally.HasId)).GroupBy(tally => tally.Variant))
                elsewhere = Math.Max(elsewhere, group.Sum(tally => tally.Earlier));
            return own.Unpaired <= elsewhere - Paired;
        }

        public void EndFile()
        {
            foreach (var tally in tallies)
                tally.EndFile();
        }

        private sealed class Tally(Variant variant, bool hasId)
        {
            public Variant Variant { get; } = variant;

            public bool HasId { get; } = hasId;

            public int InFile { get; set; }

            public int Earlier { get; private set; }

            public int Unpaired { get; set; }

            public void EndFile()
            {
                Earlier += InFile;
                InFile = 0;
            }
        }
    }
}
