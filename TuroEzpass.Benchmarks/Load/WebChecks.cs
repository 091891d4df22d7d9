using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using TuroEzpass.Benchmarks.Checks;

namespace TuroEzpass.Benchmarks.Load;

/// <summary>The cost of the dashboard's Overview, compared with an empty page in the same run.</summary>
internal static partial class WebChecks
{
    private const int Warm = 60;
    private const int Rounds = 200;
    private const string Empty = "/set-up";

    /// <summary>Runs the measurements.</summary>
    public static async Task<IReadOnlyList<Check>> RunAsync()
    {
        using var world = new LoadWorld();
        await world.FillAsync();
        using var api = await world.StartAsync();
        using var web = await world.StartWebAsync(api);
        using var handler = new HttpClientHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false };
        using var browser = new HttpClient(handler) { BaseAddress = web.Address };
        await SignInAsync(browser, world.Host.UserName, world.Host.Password);
        var (overview, empty) = (new List<double>(), new List<double>());
        for (var round = 0; round < Warm + Rounds; round++)
        {
            var (whole, nothing) = (await MillisecondsAsync(browser, "/", "To do"), await MillisecondsAsync(browser, Empty, "Already set up"));
            if (round < Warm)
                continue;
            overview.Add(whole);
            empty.Add(nothing);
        }

        var (its, least) = (Median(overview), Median(empty));
        return
        [
            Check.AtMost(
                "server work of Overview / of an empty page", its / least, 10,
                string.Create(CultureInfo.InvariantCulture, $"{its:0.00} ms against {least:0.00} ms of {Empty}: medians of {Rounds} rounds, signed in, with {LoadWorld.Tolls:#,0} tolls.")),
        ];
    }

    private static async Task SignInAsync(HttpClient browser, string userName, string password)
    {
        var page = await browser.GetStringAsync(new Uri("/sign-in", UriKind.Relative));
        using var form = new FormUrlEncodedContent(
        [
            new("UserName", userName), new("Password", password), new("__RequestVerificationToken", FormToken().Match(page).Groups[1].Value),
        ]);
        using var answer = await browser.PostAsync(new Uri("/sign-in", UriKind.Relative), form);
        if (answer.StatusCode != HttpStatusCode.Redirect)
            throw new InvalidOperationException($"Signing in returned {answer.StatusCode}.");
    }

    private static async Task<double> MillisecondsAsync(HttpClient browser, string path, string expected)
    {
        var began = Stopwatch.GetTimestamp();
        var page = await browser.GetStringAsync(new Uri(path, UriKind.Relative));
        var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        return page.Contains(expected, StringComparison.Ordinal) ? took : throw new InvalidOperationException($"{path} does not contain \"{expected}\".");
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    [GeneratedRegex("name=\"form-token\" content=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}
