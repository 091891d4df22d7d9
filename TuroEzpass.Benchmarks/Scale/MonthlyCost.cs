namespace TuroEzpass.Benchmarks.Scale;

/// <summary>The monthly cost for a number of owners with two years of data who are collected every morning.</summary>
/// <param name="Writes">DynamoDB writes; like all amounts in US dollars.</param>
/// <param name="Reads">DynamoDB reads.</param>
/// <param name="Table">DynamoDB storage with indexes and recovery.</param>
/// <param name="Bucket">S3.</param>
/// <param name="Services">Fargate and the load balancer.</param>
internal sealed record MonthlyCost(double Writes, double Reads, double Table, double Bucket, double Services)
{
    private const double Mornings = 30.4;
    private const double Gigabyte = 1e9;

    // Assumptions that are not measured: screenshots of two portals' pages, and a user's daily visits to the dashboard.
    private const double PictureBytesOfAMorning = 600_000;
    private const double PutsOfAMorning = 5;
    private const double ReadUnitsOfAPersonsDay = 2000;
    private const double MinutesOfAVisit = 2;

    public double All => Writes + Reads + Table + Bucket + Services;

    /// <summary>Computes the cost.</summary>
    public static MonthlyCost Of(int owners, OwnerSample sample, StoredBytes bytes)
    {
        var units = sample.Morning.Writes.Values.Sum();
        var kept = OwnerSample.Days * (sample.BytesOfAMorning + PictureBytesOfAMorning);
        // Two of each public service, and collectors for the duration of the visits.
        var always = 2 * Prices.Task(1, 2) + 2 * Prices.Task(0.5, 1) + Prices.Task(1, 2) + Prices.BalancerHour;
        var visits = owners * Mornings * MinutesOfAVisit / 60 * Prices.Task(1, 2);
        return new MonthlyCost(
            owners * Mornings * units / 1e6 * Prices.MillionWriteUnits,
            owners * (Mornings * sample.Morning.ReadUnits + 30 * ReadUnitsOfAPersonsDay) / 1e6 * Prices.MillionReadUnits,
            owners * ((bytes.Table + bytes.StagedByMornings) * (Prices.TableGigabyteMonth + Prices.RecoveryGigabyteMonth) + bytes.Indexes * Prices.TableGigabyteMonth) / Gigabyte,
            owners * (kept / Gigabyte * Prices.BucketGigabyteMonth + Mornings * PutsOfAMorning / 1000 * Prices.ThousandPuts),
            always * Prices.HoursOfMonth + visits);
    }
}
