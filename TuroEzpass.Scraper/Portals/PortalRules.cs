using System.Text.RegularExpressions;
using NodaTime.Text;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Statements;

namespace TuroEzpass.Scraper.Portals;

/// <summary>What a definition must keep to beyond its keys.</summary>
internal static partial class PortalRules
{
    private const double LeastPause = 1;

    /// <summary>What is wrong, each with the key that it is about; nothing where all is well.</summary>
    public static IEnumerable<(string Key, string Problem)> Problems(PortalDefinition portal)
    {
        if (!IdPattern().IsMatch(portal.Id))
            yield return ("id", $"'{portal.Id}' is no id: small letters, digits and dashes, at most 40.");
        foreach (var (key, origin) in portal.Origins.Select((origin, index) => ($"origins[{index}]", origin)).Prepend(("site", portal.Site)))
        {
            if (!IsOrigin(origin))
                yield return (key, $"'{origin}' is no https origin: write it like https://www.example.org, without a path.");
        }

        foreach (var (key, path) in Paths(portal).Where(path => !IsPath(path.Path)))
            yield return (key, $"'{path}' is no path on the portal's own site: it begins with one slash.");
        foreach (var (key, pattern) in Patterns(portal).Where(pattern => !IsPattern(pattern.Pattern)))
            yield return (key, $"'{pattern}' is no regular expression.");
        if (portal.PauseSeconds is < LeastPause or > 60)
            yield return ("pauseSeconds", "the pause is 1 to 60 seconds, so that the site is not burdened.");
        if (!portal.SignedIn.IsGiven)
            yield return ("signedIn", "nothing says how one sees that somebody is signed in: give 'see', 'text' or 'at'.");
        if (portal.SignIn.Allowed && (portal.SignIn.Password.Length == 0 || portal.SignIn.Submit.Length == 0))
            yield return ("signIn", "the collector may sign in, but 'password' or 'submit' is missing.");
        foreach (var (challenge, index) in portal.Challenges.Select((challenge, index) => (challenge, index)))
        {
            if (!challenge.Sighting.IsGiven)
                yield return ($"challenges[{index}]", "nothing says how it is recognised: give 'see', 'text' or 'at'.");
        }

        foreach (var problem in Collected(portal.Transactions, portal.Kind))
            yield return problem;
    }

    private static IEnumerable<(string, string)> Collected(TransactionsPage page, PortalKind kind)
    {
        if (page.Days is < 1 or > 366)
            yield return ("transactions.days", "1 to 366 days are asked for at once.");
        if (page.Empty.Length == 0)
            yield return ("transactions.empty", "nothing says how the site tells that there is nothing; without it an empty account looks like a changed page.");
        if (page.Export is null && page.Table is null)
            yield return ("transactions", "there is neither an 'export' nor a 'table', so nothing can be collected.");
        if (page.Filter is { } filter && !IsDate(filter.Date))
            yield return ("transactions.filter.date", $"'{filter.Date}' is no format of a date, like MM/dd/yyyy.");
        if (page.Export is { } export)
        {
            if (export.Press.Length > 0 == export.Address.Length > 0)
                yield return ("transactions.export", "give either 'press' or 'address'.");
            if (export.Types.Count == 0)
                yield return ("transactions.export.types", "no format is named: csv, xlsx.");
            if (kind == PortalKind.Tolls && !IsLayout(export.Layout))
                yield return ("transactions.export.layout", $"'{export.Layout}' is no known statement layout.");
        }

        if (page.Table is not { } table)
            yield break;
        if (kind == PortalKind.Trips)
            yield return ("transactions.table", "trips are only taken from the site's export.");
        else if (LayoutCatalog.BuiltIn.Layouts.FirstOrDefault(layout => layout.Id == table.Layout) is not { } layout)
            yield return ("transactions.table.layout", $"'{table.Layout}' is no known statement layout.");
        else if (!LayoutCatalog.BuiltIn.With([layout]).TryMatch([.. table.Fields.Select(field => field.Column)], out var found, out _) || found.Id != layout.Id)
            yield return ("transactions.table.fields", $"its columns are not those of the layout '{table.Layout}'.");
        if (table.Counter is { } counter && IsPattern(counter.Match) && !new Regex(counter.Match).GetGroupNames().Contains("of"))
            yield return ("transactions.table.counter.match", "the pattern has no group 'of' for how many rows there are: (?<of>[0-9,]+).");
    }

    private static IEnumerable<(string Key, string Path)> Paths(PortalDefinition portal)
    {
        yield return ("start", portal.Start);
        yield return ("signIn.page", portal.SignIn.Page);
        yield return ("transactions.page", portal.Transactions.Page);
        if (portal.Transactions.Export is { Address.Length: > 0 } export)
            yield return ("transactions.export.address", export.Address);
    }

    private static IEnumerable<(string Key, string Pattern)> Patterns(PortalDefinition portal)
    {
        var sightings = portal.Challenges.Select((challenge, index) => ($"challenges[{index}]", challenge.Sighting)).Append(("signedIn", portal.SignedIn));
        yield return ("transactions.empty", portal.Transactions.Empty);
        yield return ("transactions.table.counter.match", portal.Transactions.Table?.Counter?.Match ?? "");
        yield return ("transactions.export.fileName", portal.Transactions.Export?.FileName ?? "");
        foreach (var (key, sighting) in sightings)
        {
            yield return ($"{key}.text", sighting.Text);
            yield return ($"{key}.at", sighting.At);
            yield return ($"{key}.notAt", sighting.NotAt);
        }
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == "https" && uri.GetLeftPart(UriPartial.Authority) == text.TrimEnd('/') && !uri.IsLoopback && uri.UserInfo.Length == 0;

    private static bool IsPath(string text) =>
        text.StartsWith('/') && !text.StartsWith("//", StringComparison.Ordinal) && !text.Contains('\\', StringComparison.Ordinal) && !text.Contains("..", StringComparison.Ordinal);

    private static bool IsPattern(string text)
    {
        try
        {
            _ = new Regex(text, RegexOptions.NonBacktracking);
            return true;
        }
        catch (Exception fault) when (fault is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    private static bool IsDate(string text)
    {
        try
        {
            return LocalDatePattern.CreateWithInvariantCulture(text) is not null;
        }
        catch (InvalidPatternException)
        {
            return false;
        }
    }

    private static bool IsLayout(string id) => LayoutCatalog.BuiltIn.Layouts.Any(layout => layout.Id == id);

    [GeneratedRegex("^[a-z0-9](-?[a-z0-9]){0,39}$")]
    private static partial Regex IdPattern();
}
