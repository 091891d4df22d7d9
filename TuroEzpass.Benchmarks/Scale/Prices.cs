namespace TuroEzpass.Benchmarks.Scale;

/// <summary>List prices of us-east-1 in US dollars, as of November 2026; docs/SCALE.md gives the sources.</summary>
internal static class Prices
{
    public const double MillionWriteUnits = 0.625;
    public const double MillionReadUnits = 0.125;
    public const double TableGigabyteMonth = 0.25;
    public const double RecoveryGigabyteMonth = 0.20;
    public const double BucketGigabyteMonth = 0.023;
    public const double ThousandPuts = 0.005;
    public const double VcpuHour = 0.04048;
    public const double GigabyteHour = 0.004445;
    public const double BalancerHour = 0.0225;
    public const double HoursOfMonth = 730;

    /// <summary>A Fargate task per hour.</summary>
    public static double Task(double vcpu, double gigabytes) => vcpu * VcpuHour + gigabytes * GigabyteHour;
}
