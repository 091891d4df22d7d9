using TuroEzpass.World.Cars;
using TuroEzpass.World.Custody;

namespace TuroEzpass.World.Accounts;

/// <summary>An account's row together with its true driver.</summary>
internal record DrivenLine : StatementLine
{
    public required Home Account { get; init; }

    /// <summary>Who drove.</summary>
    public required Driver Driver { get; init; }
}
