using NodaTime;
using TuroEzpass.Core.Time;

namespace TuroEzpass.Core.Statements;

/// <summary>A parsed statement file: its layout and all of its rows.</summary>
public sealed class Statement
{
    /// <summary>The file's name, without its folder.</summary>
    public required string FileName { get; init; }

    /// <summary>SHA-256 of the file's bytes, lower-case hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The layout it was read with.</summary>
    public required StatementLayout Layout { get; init; }

    /// <summary>The account number in the file's name; null if there is none. Never shown or logged.</summary>
    public required string? Account { get; init; }

    /// <summary>The vehicle of rows without tag or plate, from <c>--vehicle</c>; null if none was given.</summary>
    public string? AssignedVehicle { get; init; }

    /// <summary>The last day of which the file can tell, since 1970-01-01; null when that is not known.</summary>
    internal int? KnownUntil { get; private set; }

    /// <summary>Every data row, in file order.</summary>
    public required RowTable Rows { get; init; }

    /// <summary>Says on which day the file was read: nothing in it can be later.</summary>
    public void ReadOn(LocalDate day) => KnownUntil = TravelTime.DayNumber(day);
}
