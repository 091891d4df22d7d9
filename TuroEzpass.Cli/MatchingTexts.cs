using System.CommandLine;

namespace TuroEzpass.Cli;

/// <summary>The options for matching rules that <c>reconcile</c> and <c>settings</c> share.</summary>
internal static class MatchingTexts
{
    public static Option<TimeSpan?> LateReturn() => Length("--review-late-return", "Tolls this long after another guest's booked end, into the next trip, may still be that guest's and need review [270m].");

    public static Option<TimeSpan?> LateFee() => Length("--review-late-fee", "The same if that guest paid a late fee or for additional usage [12h].");

    public static Option<TimeSpan?> Delivery() => Length("--review-delivery", "Tolls this long after the start of a delivered trip may be yours and need review [30m].");

    public static Option<TimeSpan?> OneAccount() => Length("--one-crossing", "Two charges at one place on one account at most this far apart are one crossing [15s].");

    public static Option<TimeSpan?> TwoAccounts() => Length("--one-crossing-two-accounts", "The same for two accounts, whose clocks may differ [5m].");

    private static Option<TimeSpan?> Length(string name, string description) => new(name) { Description = description, CustomParser = result => OptionTexts.Length(result), HelpName = "LENGTH" };
}
