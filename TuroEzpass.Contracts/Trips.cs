namespace TuroEzpass.Contracts;

/// <summary>A trip.</summary>
/// <param name="Id">Turo's reservation id.</param>
/// <param name="Guest">The guest.</param>
/// <param name="Vehicle">The car's id.</param>
/// <param name="VehicleName">The car, for people.</param>
/// <param name="Start">Booked start, ISO 8601 with offset.</param>
/// <param name="End">Booked end, ISO 8601 with offset.</param>
/// <param name="Status">Completed, InProgress, Booked, Cancelled …</param>
/// <param name="TurosTolls">What Turo shows as tolls and tickets.</param>
/// <param name="ToldOn">The day of the trips file that told of it.</param>
public sealed record TripSummary(
    string Id, string Guest, string Vehicle, string VehicleName, string Start, string End, string Status, MoneyAmount TurosTolls, string ToldOn);

/// <summary>What one trips file told of a trip.</summary>
/// <param name="Guest">The guest.</param>
/// <param name="Vehicle">The car's id.</param>
/// <param name="Start">Booked start, local.</param>
/// <param name="End">Booked end, local.</param>
/// <param name="Status">Status in Turo's words.</param>
/// <param name="TurosTolls">Tolls and tickets; null when the cell was blank.</param>
/// <param name="File">The file.</param>
/// <param name="Line">The line.</param>
public sealed record TripVersion(string Guest, string Vehicle, string Start, string End, string Status, MoneyAmount? TurosTolls, string File, int Line);

/// <summary>A trip with all that is known of it.</summary>
/// <param name="Id">Turo's reservation id.</param>
/// <param name="Stays">The trip; several where files contradict each other or the car was changed.</param>
/// <param name="Versions">What the trips files told, oldest first.</param>
/// <param name="Claims">Its claims.</param>
public sealed record Trip(string Id, IReadOnlyList<TripSummary> Stays, IReadOnlyList<TripVersion> Versions, IReadOnlyList<ClaimSummary> Claims);
