using System.Runtime.InteropServices;
using TuroEzpass.Core.Statements;

namespace TuroEzpass.Core.Matching;

/// <summary>Finds what is new in a file, in its own form. Repeats within a file are real: the nth occurrence of a key is a repeat only if an
/// earlier file has n of them, so an overlapping download adds nothing. Which of the remaining rows belong to one passage is decided
/// afterwards, by car (<see cref="Passages"/>).</summary>
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
        return repeats;
    }

    private int IssuerOf(int file)
    {
        ref var issuer = ref CollectionsMarshal.GetValueRefOrAddDefault(issuers, statements[file].Layout.Issuer, out var known);
        return known ? issuer : issuer = issuers.Count;
    }

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

    /// <summary>Id, tag or plate, travel time, plaza and amount if the row has an id; otherwise all fields that distinguish one toll from
    /// another.</summary>
    private static Key KeyOf(int issuer, in StatementRow row, int identity) =>
        row.TransactionId.IsReliable
            ? new Key(issuer, row.TransactionId, identity, row.Travel.Packed, row.Plaza!.Index, default, "", row.ShownCents, 0)
            : new Key(issuer, default, identity, row.Travel.Packed, row.Plaza!.Index, row.Kind, row.Kind == RowKind.Toll ? "" : row.KindText, row.ShownCents, row.Posted.Packed);

    private readonly record struct Key(
        int Issuer, TransactionId Id, int Identity, long Travel, int Plaza, RowKind Kind, string KindText, long Cents, long Posted);

    /// <summary>How often a key occurred in an earlier file, and in this one.</summary>
    private readonly record struct Count(int File, int InFile, int Before)
    {
        public bool IsRepeat => InFile <= Before;

        public Count Next(int file) => file == File && InFile > 0
            ? this with { InFile = InFile + 1 }
            : new Count(file, 1, Math.Max(Before, InFile));
    }
}
