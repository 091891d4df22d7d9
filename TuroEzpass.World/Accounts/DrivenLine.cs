using TuroEzpass.World.Cars;
using TuroEzpass.World.Custody;

namespace TuroEzpass.World.Accounts;

/// <summary>A row of an account with the truth of it.</summary>
internal record DrivenLine : StatementLine
{
    public required Home Account { get; init; }

    /// <summary>Who drove.</summary>
    public required Driver Driver { get; init; }
}
