using System.Collections;

namespace TuroEzpass.Core.Statements;

/// <summary>The rows of a statement, in file order, in a few large blocks: a million rows are a million structs, not a
/// million objects for the garbage collector to visit.</summary>
public sealed class RowTable : IReadOnlyList<StatementRow>
{
    private readonly StatementRow[][] pieces;
    private readonly int[] starts;

    internal RowTable(IReadOnlyList<RowList> parts)
    {
        var filled = parts.Where(part => part.Count > 0).ToList();
        pieces = [.. filled.Select(part => part.Items)];
        starts = new int[pieces.Length];
        foreach (var part in filled.Select((list, index) => (list.Count, Index: index)))
        {
            starts[part.Index] = Count;
            Count += part.Count;
            HasTollCredits |= filled[part.Index].HasTollCredits;
        }
    }

    /// <inheritdoc />
    public int Count { get; }

    /// <summary>Whether any of its tolls is a credit.</summary>
    internal bool HasTollCredits { get; }

    /// <summary>A row by its index, starting at 0.</summary>
    public ref readonly StatementRow this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            var piece = starts.Length - 1;
            while (starts[piece] > index)
                piece--;
            return ref pieces[piece][index - starts[piece]];
        }
    }

    StatementRow IReadOnlyList<StatementRow>.this[int index] => this[index];

    /// <inheritdoc />
    public IEnumerator<StatementRow> GetEnumerator()
    {
        for (var index = 0; index < Count; index++)
            yield return this[index];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>A list of rows being filled.</summary>
internal sealed class RowList(int capacity)
{
    private StatementRow[] items = new StatementRow[Math.Max(capacity, 16)];

    public StatementRow[] Items => items;

    public int Count { get; private set; }

    public bool HasTollCredits { get; private set; }

    public void Add(in StatementRow row)
    {
        if (Count == items.Length)
            Array.Resize(ref items, items.Length * 2);
        items[Count++] = row;
        HasTollCredits |= row.Kind == RowKind.Toll && row.Amount < Money.Zero;
    }
}
