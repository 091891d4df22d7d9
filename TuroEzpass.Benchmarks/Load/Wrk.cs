using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace TuroEzpass.Benchmarks.Load;

/// <summary>The most requests that a service can answer, measured by <c>wrk</c> (a Debian package), which costs little itself.</summary>
internal static partial class Wrk
{
    private const string Connections = "32";

    /// <summary>Requests per second.</summary>
    /// <exception cref="InvalidOperationException">wrk is missing, or a response was not 200.</exception>
    public static double RequestsPerSecond(Uri address, string? token, int seconds)
    {
        var start = new ProcessStartInfo("wrk") { RedirectStandardOutput = true };
        foreach (var word in new[] { "-t", "1", "-c", Connections, "-d", $"{seconds.ToString(CultureInfo.InvariantCulture)}s" })
            start.ArgumentList.Add(word);
        if (token is not null)
        {
            start.ArgumentList.Add("-H");
            start.ArgumentList.Add($"Authorization: Bearer {token}");
        }

        start.ArgumentList.Add(address.ToString());
        using var process = Process.Start(start) ?? throw new InvalidOperationException("wrk did not start.");
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (output.Contains("Non-2xx", StringComparison.Ordinal) || Rate().Match(output) is not { Success: true } rate)
            throw new InvalidOperationException($"{address.AbsolutePath} did not always return 200: {output}");
        return double.Parse(rate.Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"Requests/sec:\s+([0-9.]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Rate();
}
