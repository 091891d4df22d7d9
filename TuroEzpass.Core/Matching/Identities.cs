using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Trips;

namespace TuroEzpass.Core.Matching;

/// <summary>Numbers the tags, plates and cars that identify rows: the tag if there is one, else the plate, else the car
/// to which the file was assigned.</summary>
internal sealed class Identities(Vehicle?[] assigned)
{
    private const int Nobody = -1;

    /// <summary>The number for a row of a statement.</summary>
    public int Of(in StatementRow row, int statement) =>
        row.Identifier?.Index ?? (assigned[statement] is { } vehicle ? Nobody - 1 - vehicle.Index : Nobody);
}
