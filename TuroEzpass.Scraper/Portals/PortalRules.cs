using System.Text.RegularExpressions;
using NodaTime.Text;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Statements;

namespace TuroEzpass.Scraper.Portals;

/// <summary>Rules for a definition beyond its schema.</summary>
internal static partial class PortalRules
{
    private const double LeastPause = 1;

    /// <summary>The definition's errors, each with its key.</summary>
    public static IEnumerable<(string Key, string Problem)> Problems(PortalDefinition portal)
    {
        if (!IdPattern().IsMatch(portal.Id))
            yield return ("id", $"'{portal.Id}' is not a valid ID. Use at most 40 lowercase letters, digits and dashes.");
        foreach (var (key, origin) in portal.Origins.Select((origin, index) => ($"origins[{index}]", origin)).Prepend(("site", portal.Site)))
        {
            if (!IsOrigin(origin))
                yield return (key, $"'{origin}' is not an https origin. Write it like https://www.example.org, without a path.");
        }

        foreach (var (key, path) in Paths(portal).Where(path => !IsPath(path.Path)))
            yield return (key, $"'{path}' is not a path on the portal's site. Begin it with one slash.");
        foreach (var (key, pattern) in Patterns(portal).Where(pattern => !IsPattern(pattern.Pattern)))
            yield return (key, $"'{pattern}' is not a valid regular expression.");
        if (portal.PauseSeconds is < LeastPause or > 60)
            yield return ("pauseSeconds", "the pause must be 1 to 60 seconds, to limit the load on the site.");
        if (!portal.SignedIn.IsGiven)
            yield return ("signedIn", "there is no way to recognize that someone is signed in. Add 'see', 'text' or 'at'.");
        if (portal.SignIn.Allowed && (portal.SignIn.Password.Length == 0 || portal.SignIn.Submit.Length == 0))
            yield return ("signIn", "'allowed' is true, but 'password' or 'submit' is missing.");
        foreach (var (challenge, index) in portal.Challenges.Select((challenge, index) => (challenge, index)))
        {
            if (!challenge.Sighting.IsGiven)
                yield return ($"challenges[{index}]", "there is no way to recognize it. Add 'see', 'text' or 'at'.");
        }

        foreach (var problem in Collected(portal.Transactions, portal.Kind))
            yield return problem;
    }

    private static IEnumerable<(string, string)> Collected(TransactionsPage page, PortalKind kind)
    {
        if (page.Days is < 1 or > 366)
            yield return ("transactions.days", "the number of days must be 1 to 366.");
        if (page.Empty.Length == 0)
            yield return ("transactions.empty", "the text that the site shows for an empty list is missing. Without it, an empty account looks like a changed page.");
        if (page.Export is null && page.Table is null)
            yield return ("transactions", "'export' and 'table' are both missing, so nothing can be collected.");
        if (page.Filter is { } filter && !IsDate(filter.Date))
            yield return ("transactions.filter.date", $"'{filter.Date}' is not a date format such as MM/dd/yyyy.");
        if (page.Export is { } export)
        {
            if (export.Press.Length > 0 == export.Address.Length > 0)
                yield return ("transactions.export", "set either 'press' or 'address'.");
            if (export.Types.Count == 0)
                yield return ("transactions.export.types", "list at least one format: csv, xlsx.");
            if (kind == PortalKind.Tolls && !IsLayout(export.Layout))
                yield return ("transactions.export.layout", $"'{export.Layout}' is not a known statement layout.");
        }

        if (page.Table is not { } table)
            yield break;
        if (kind == PortalKind.Trips)
            yield return ("transactions.table", "trips can only be collected from the site's export.");
        else if (LayoutCatalog.BuiltIn.Layouts.FirstOrDefault(layout => layout.Id == table.Layout) is not { } layout)
            yield return ("transactions.table.layout", $"'{table.Layout}' is not a known statement layout.");
        else if (!LayoutCatalog.BuiltIn.With([layout]).TryMatch([.. table.Fields.Select(field => field.Column)], out var found, out _) || found.Id != layout.Id)
            yield return ("transactions.table.fields", $"the columns differ from those of the layout '{table.Layout}'.");
        if (table.Counter is { } counter && IsPattern(counter.Match) && !new Regex(counter.Match).GetGroupNames().Contains("of"))
            yield return ("transactions.table.counter.match", "the pattern has no group 'of' for the total number of rows: (?<of>[0-9,]+).");
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
