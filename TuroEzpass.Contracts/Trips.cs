namespace TuroEzpass.Contracts;

/// <summary>A trip.</summary>
/// <param name="Id">Turo's reservation ID.</param>
/// <param name="Guest">The guest.</param>
/// <param name="Vehicle">The car's ID.</param>
/// <param name="VehicleName">The car's display name.</param>
/// <param name="Start">Booked start, ISO 8601 with offset.</param>
/// <param name="End">Booked end, ISO 8601 with offset.</param>
/// <param name="Status">Completed, InProgress, Booked, Cancelled …</param>
/// <param name="TurosTolls">Turo's amount for tolls and tickets.</param>
/// <param name="ToldOn">The day of the trips file that contains it.</param>
public sealed record TripSummary(
    string Id, string Guest, string Vehicle, string VehicleName, string Start, string End, string Status, MoneyAmount TurosTolls, string ToldOn)
{
    /// <summary>When the guest picked up the car, as the host stated it; null if unknown.</summary>
    public StatedMoment? PickedUp { get; init; }

    /// <summary>When the guest returned the car, as the host stated it; null if unknown.</summary>
    public StatedMoment? Returned { get; init; }
}

/// <summary>A real start or end of a trip that the host stated.</summary>
/// <param name="At">ISO 8601 with offset.</param>
/// <param name="OnTime">Whether it is the booked time.</param>
public sealed record StatedMoment(string At, bool OnTime);

/// <summary>A trip as one trips file shows it.</summary>
/// <param name="Guest">The guest.</param>
/// <param name="Vehicle">The car's ID.</param>
/// <param name="Start">Booked start, local.</param>
/// <param name="End">Booked end, local.</param>
/// <param name="Status">Turo's status text.</param>
/// <param name="TurosTolls">Tolls and tickets; null if the cell was empty.</param>
/// <param name="File">The file.</param>
/// <param name="Line">The line.</param>
public sealed record TripVersion(string Guest, string Vehicle, string Start, string End, string Status, MoneyAmount? TurosTolls, string File, int Line);

/// <summary>A trip with its versions and claims.</summary>
/// <param name="Id">Turo's reservation ID.</param>
/// <param name="Stays">The trip; several if files conflict or the car was changed.</param>
/// <param name="Versions">The trip in each trips file, oldest first.</param>
/// <param name="Claims">Its claims.</param>
public sealed record Trip(string Id, IReadOnlyList<TripSummary> Stays, IReadOnlyList<TripVersion> Versions, IReadOnlyList<ClaimSummary> Claims);
