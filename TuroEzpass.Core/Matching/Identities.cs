using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Trips;

namespace TuroEzpass.Core.Matching;

/// <summary>What tells the rows of one car's device from another's, as a number: the tag, else the plate, else the car
/// that the file was said to be of.</summary>
internal sealed class Identities(Vehicle?[] assigned)
{
    private const int Nobody = -1;

    /// <summary>The number of a row of a statement.</summary>
    public int Of(in StatementRow row, int statement) =>
        row.Identifier?.Index ?? (assigned[statement] is { } vehicle ? Nobody - 1 - vehicle.Index : Nobody);
}
