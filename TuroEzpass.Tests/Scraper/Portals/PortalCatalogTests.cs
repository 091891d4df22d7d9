using System.Collections;
using System.Reflection;
using TuroEzpass.Core;
using TuroEzpass.Core.Runs;
using TuroEzpass.Scraper.Portals;

namespace TuroEzpass.Tests.Scraper.Portals;

public sealed class PortalCatalogTests : IDisposable
{
    private const string Own = """
        id: mine
        name: My agency
        site: https://tolls.example.org
        kind: tolls
        checked: 2026-04
        note: Mine.
        start: /home
        signedIn: { see: '#out' }
        signIn: { page: /in, allowed: false, user: '#user' }
        transactions:
          page: /list
          empty: nothing
          export: { press: '#csv', types: [csv], layout: ezpassnj }
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("portals-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void The_four_portals_come_with_the_program_and_none_claims_to_be_verified()
    {
        var catalog = PortalCatalog.Load();
        Assert.Equal(["ezpassnj", "ezpassny", "paturnpike", "turo"], catalog.Listings.Select(listing => listing.Id));
        Assert.All(catalog.Listings, listing =>
        {
            Assert.False(listing.IsVerified);
            Assert.Contains("Not yet tested on the live site", listing.Evidence, StringComparison.Ordinal);
        });
        var turo = catalog.Listings[^1];
        Assert.True(turo.ByPerson);
        Assert.Equal((PortalKind.Trips, "turo.com"), (turo.Kind, turo.Site));
        Assert.Empty(catalog.Refusals);
    }

    [Fact]
    public void Every_selector_says_whether_it_is_a_fact_or_a_guess()
    {
        foreach (var portal in PortalCatalog.Load().Portals)
        {
            var keys = Selectors("", portal).ToList();
            Assert.True(keys.Count > 5, portal.Id);
            var said = portal.Facts.Concat(portal.Guesses).ToList();
            Assert.All(keys, key => Assert.True(said.Any(one => key == one || key.StartsWith(one + ".", StringComparison.Ordinal) || key.StartsWith(one + "[", StringComparison.Ordinal)), $"{portal.Id}: {key}"));
            Assert.Empty(portal.Facts.Intersect(portal.Guesses));
        }
    }

    [Fact]
    public void An_own_definition_with_a_new_id_adds_a_portal()
    {
        Write("mine.yaml", Own);
        Assert.Equal("My agency", Load().Find("mine")!.Name);
        Assert.Equal(5, Load().Portals.Count);
    }

    [Fact]
    public void An_own_definition_with_a_known_id_takes_precedence_over_the_built_in_one()
    {
        Write("ny.yaml", Own.Replace("id: mine", "id: ezpassny", StringComparison.Ordinal));
        Assert.Equal("https://tolls.example.org", Load().Find("ezpassny")!.Site);
    }

    [Fact]
    public void A_faulty_definition_is_refused_by_file_and_line_and_the_built_in_one_goes_on()
    {
        Write("ny.yaml", Own.Replace("id: mine", "id: ezpassny", StringComparison.Ordinal).Replace("signedIn:", "signdIn:", StringComparison.Ordinal));
        var catalog = Load();
        var refusal = Assert.Single(catalog.Refusals);
        Assert.All(["ny.yaml, line 8", "signdIn", "docs/PORTALS.md"], part => Assert.Contains(part, refusal, StringComparison.Ordinal));
        Assert.Equal("https://www.e-zpassny.com", catalog.Find("ezpassny")!.Site);
    }

    [Theory]
    [InlineData("site: https://tolls.example.org", "site: http://tolls.example.org", 3, "https origin")]
    [InlineData("site: https://tolls.example.org", "site: https://tolls.example.org/login", 3, "https origin")]
    [InlineData("site: https://tolls.example.org", "site: https://127.0.0.1", 3, "https origin")]
    [InlineData("start: /home", "start: //evil.example.org/home", 7, "not a path")]
    [InlineData("start: /home", "start: https://evil.example.org", 7, "not a path")]
    [InlineData("note: Mine.", "note: Mine.\norigins: [https://a.example.org, http://b.example.org]", 7, "https origin")]
    [InlineData("page: /list", "page: list", 11, "not a path")]
    [InlineData("empty: nothing", "empty: 'nothing ('", 12, "regular expression")]
    [InlineData("empty: nothing", "empty: ''", 12, "empty list is missing")]
    [InlineData("layout: ezpassnj", "layout: ezpassxy", 13, "not a known statement layout")]
    [InlineData("types: [csv]", "types: [pdf]", 13, "pdf")]
    [InlineData("kind: tolls", "kind: tools", 4, "tools")]
    [InlineData("note: Mine.", "note: Mine.\npauseSeconds: 0.1", 7, "1 to 60 seconds")]
    [InlineData("signedIn: { see: '#out' }", "signedIn: { }", 8, "signed in")]
    [InlineData("allowed: false", "allowed: true", 9, "'password' or 'submit' is missing")]
    [InlineData("name: My agency\n", "", null, "name")]
    [InlineData("id: mine", "id: ../mine", 1, "not a valid ID")]
    public void A_definition_keeps_to_the_rules(string text, string other, int? line, string problem)
    {
        var fault = Assert.Throws<InputException>(() => PortalFile.Read("mine.yaml", Own.ReplaceLineEndings("\n").Replace(text, other, StringComparison.Ordinal)));
        Assert.Contains(problem, fault.Message, StringComparison.OrdinalIgnoreCase);
        if (line is not null)
            Assert.Equal(line, fault.Line);
    }

    [Fact]
    public void Two_files_with_one_id_are_reported()
    {
        Write("a.yaml", Own);
        Write("b.yaml", Own);
        Assert.Contains("already defined by a.yaml", Assert.Single(Load().Refusals), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_portals_own_origins_may_be_visited()
    {
        var catalog = PortalCatalog.Load();
        var site = catalog.SiteOf(catalog.Find("ezpassny")!);
        Assert.True(site.Allows("https://www.e-zpassny.com/ezpass/x?y"));
        Assert.All(
            ["http://www.e-zpassny.com/", "https://www.e-zpassny.com:8443/", "https://e-zpassny.com/", "https://www.e-zpassny.com.evil.example/", "https://evil.example/www.e-zpassny.com", "file:///etc/passwd", "ftp://www.e-zpassny.com/"],
            address => Assert.False(site.Allows(address), address));
    }

    [Fact]
    public void With_a_simulator_every_portal_is_there_and_nowhere_else()
    {
        var catalog = PortalCatalog.Load(simulator: "http://127.0.0.1:5183");
        var site = catalog.SiteOf(catalog.Find("ezpassnj")!);
        Assert.Equal("http://127.0.0.1:5183/ezpassnj/vector/x", site.Address("/vector/x").ToString());
        Assert.Equal("/vector/x", site.PathOf("http://127.0.0.1:5183/ezpassnj/vector/x"));
        Assert.False(site.Allows("https://www.ezpassnj.com/"));
        Assert.False(site.Allows("http://127.0.0.1:5184/ezpassnj/"));
        Assert.Throws<ArgumentException>(() => PortalCatalog.Load(simulator: "somewhere"));
    }

    private PortalCatalog Load() => PortalCatalog.Load(folder.FullName);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(folder.FullName, name), text);

    /// <summary>Keys of the definition's parts whose values describe the site's pages.</summary>
    private static IEnumerable<string> Selectors(string key, object part)
    {
        foreach (var property in part.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0))
        {
            var name = key + char.ToLowerInvariant(property.Name[0]) + property.Name[1..];
            switch (property.GetValue(part))
            {
                case string { Length: > 0 } when property.Name is "See" or "At" or "NotAt" or "Text" or "User" or "Password" or "Submit" or "Page" or "Start" or "Open" or "From" or "Through" or "Search"
                    or "List" or "Press" or "Address" or "FileName" or "Row" or "Loading" or "Next" or "Current" or "Last" or "Cell" or "Empty":
                    yield return name;
                    break;
                case IList { Count: > 0 } list when list[0] is not (string or ExportType):
                    foreach (var inner in Enumerable.Range(0, list.Count).SelectMany(index => Selectors($"{name}[{index}].", list[index]!)))
                        yield return inner;
                    break;
                case { } inner when inner.GetType().Namespace == typeof(PortalDefinition).Namespace && !inner.GetType().IsEnum && property.Name != "Sighting":
                    foreach (var one in Selectors(name + ".", inner))
                        yield return one;
                    break;
                default:
                    break;
            }
        }
    }
}
