namespace TuroEzpass.Core.Trips;

/// <summary>Finds vehicle ids of the same car. A host who lists a car again gets another id for it; its VIN stays.</summary>
internal static class Listings
{
    private const int VinLettersShown = 6;

    /// <summary>Adds the cars. Of several ids with one VIN the newest is the car's, and the others are older ids of it. An id with two VINs
    /// is not joined with another.</summary>
    public static void AddTo(VehicleDirectory vehicles, IEnumerable<TripRow> rows)
    {
        var vinsOf = new Dictionary<string, HashSet<string>>(StringComparer.OrdinalIgnoreCase);
        var newestStart = new Dictionary<string, NodaTime.LocalDateTime>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in rows)
        {
            if (!vinsOf.TryGetValue(row.VehicleId, out var vins))
                vinsOf.Add(row.VehicleId, vins = []);
            if (row.Vin.Length > 0)
                vins.Add(row.Vin);
            if (!newestStart.TryGetValue(row.VehicleId, out var newest) || row.Start > newest)
                newestStart[row.VehicleId] = row.Start;
        }

        foreach (var listings in vinsOf.Where(listing => listing.Value.Count == 1).GroupBy(listing => listing.Value.Single(), listing => listing.Key))
        {
            var ids = listings.OrderByDescending(id => newestStart[id]).ThenByDescending(id => id, StringComparer.Ordinal).ToList();
            var vehicle = vehicles.GetOrAdd(ids[0]);
            vehicle.VinEnd = listings.Key[^VinLettersShown..];
            foreach (var older in ids.Skip(1))
                vehicles.AddId(older, vehicle);
        }

        foreach (var id in vinsOf.Where(listing => listing.Value.Count > 1).Select(listing => listing.Key))
            vehicles.GetOrAdd(id).HasTwoVins = true;
    }
}
