using System.Runtime.InteropServices;
using TuroEzpass.Core.Statements;

namespace TuroEzpass.Core.Matching;

/// <summary>The standing rows by car and time. A row whose car is not certain stands with every car and device that it may be of.</summary>
internal sealed class Passages
{
    /// <summary>A file in which one car has more rows than this in a minute tells nothing of passages.</summary>
    private const int MostNeighbours = 64;
    private const int OwnerShift = 40;
    private readonly IReadOnlyList<Statement> statements;
    private readonly int[] starts;
    private readonly int vehicles;
    private long[] keys;
    private int[] rows;
    private int count;

    public Passages(IReadOnlyList<Statement> statements, int vehicles)
    {
        this.statements = statements;
        this.vehicles = vehicles;
        starts = new int[statements.Count + 1];
        for (var file = 0; file < statements.Count; file++)
            starts[file + 1] = starts[file] + statements[file].Rows.Count;
        keys = new long[starts[^1]];
        rows = new int[starts[^1]];
    }

    /// <summary>Adds a row of a car.</summary>
    public void AddVehicle(RowPlace place, int vehicle, long moment) => Add(place, vehicle, moment);

    /// <summary>Adds a row of a tag or plate.</summary>
    public void AddDevice(RowPlace place, int identity, long moment) => Add(place, vehicles + identity, moment);

    /// <summary>Sorts by car and time; then come the questions.</summary>
    public void Close() => Array.Sort(keys, rows, 0, count);

    /// <summary>Every two rows of one car that lie no further apart.</summary>
    public IEnumerable<(RowPlace Earlier, RowPlace Later)> Pairs(long seconds)
    {
        for (var index = 0; index < count; index++)
        {
            for (var next = index + 1; next < count && next - index <= MostNeighbours && keys[next] - keys[index] <= seconds; next++)
                yield return (PlaceAt(index), PlaceAt(next));
        }
    }

    /// <summary>The rows of each car or device in turn, by time.</summary>
    public IEnumerable<(RowPlace Place, int Owner, long Moment)> InOrder()
    {
        for (var index = 0; index < count; index++)
            yield return (PlaceAt(index), (int)(keys[index] >> OwnerShift), keys[index] & ((1L << OwnerShift) - 1));
    }

    private void Add(RowPlace place, int owner, long moment)
    {
        if (count == keys.Length)
        {
            Array.Resize(ref keys, (count * 2) + 16);
            Array.Resize(ref rows, (count * 2) + 16);
        }

        keys[count] = ((long)owner << OwnerShift) | Math.Max(0, moment);
        rows[count++] = starts[place.Statement] + place.Row;
    }

    private RowPlace PlaceAt(int index)
    {
        var row = rows[index];
        var file = 0;
        if (statements.Count > 1)
        {
            file = Array.BinarySearch(starts, row);
            file = file < 0 ? ~file - 1 : file;
            // Files without rows begin where the next one does.
            while (starts[file + 1] == starts[file])
                file++;
        }

        return new RowPlace(file, row - starts[file]);
    }
}

/// <summary>Rows that belong together, joined two by two.</summary>
internal sealed class RowGroups
{
    private readonly Dictionary<RowPlace, RowPlace> parents = [];

    public void Join(RowPlace one, RowPlace other)
    {
        var (a, b) = (RootOf(one), RootOf(other));
        if (a == b)
            return;
        // The earlier row is the root, whatever the order of joining.
        if (Compare(a, b) > 0)
            (a, b) = (b, a);
        parents[b] = a;
        parents.TryAdd(a, a);
    }

    /// <summary>The groups, and the rows of each, in the order of the files.</summary>
    public IEnumerable<List<RowPlace>> All()
    {
        var groups = new SortedDictionary<RowPlace, List<RowPlace>>(Comparer<RowPlace>.Create(Compare));
        foreach (var place in parents.Keys.ToList())
        {
            var root = RootOf(place);
            if (!groups.TryGetValue(root, out var group))
                groups.Add(root, group = []);
            group.Add(place);
        }

        foreach (var group in groups.Values)
        {
            group.Sort(Compare);
            yield return group;
        }
    }

    public static int Compare(RowPlace one, RowPlace other) => (one.Statement, one.Row).CompareTo((other.Statement, other.Row));

    private RowPlace RootOf(RowPlace place)
    {
        while (parents.TryGetValue(place, out var parent) && parent != place)
        {
            ref var own = ref CollectionsMarshal.GetValueRefOrNullRef(parents, place);
            if (parents.TryGetValue(parent, out var above))
                own = above;
            place = parent;
        }

        return place;
    }
}
