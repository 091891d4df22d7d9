using System.Net;
using System.Text.RegularExpressions;

namespace TuroEzpass.Tests.Web;

/// <summary>A dashboard with data and a signed-in visitor, for tests that only read.</summary>
public sealed class FilledWeb : IAsyncLifetime
{
    private WebWorld? world;

    public WebVisitor Visitor { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        world = await WebWorld.StartAsync();
        await world.FillAsync();
        Visitor = world.Visitor();
        await Visitor.SignInAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Visitor?.Dispose();
        if (world is not null)
            await world.DisposeAsync();
    }
}

/// <summary>What every page must have: headers, no inline code, helpful errors.</summary>
public sealed partial class PageSafetyTests(FilledWeb filled) : IClassFixture<FilledWeb>
{
    /// <summary>Every page without an id in its address; add new pages here.</summary>
    public static TheoryData<string> Pages =>
    [
        "/", "/review", "/review/handovers", "/claims", "/tolls", "/trips", "/reminders", "/imports", "/fleet", "/alerts", "/start", "/runs", "/reports", "/join", "/sign-in", "/set-up", "/no-such-page",
        "/settings", "/settings/members", "/settings/portals", "/settings/notifications", "/settings/retention", "/settings/export", "/settings/audit", "/settings/tokens", "/settings/account",
        "/system", "/system/people",
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_has_the_headers_and_no_inline_code(string path)
    {
        using var answer = await filled.Visitor.GetAsync(path);
        var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.Contains("camera=()", Assert.Single(answer.Headers.GetValues("Permissions-Policy")), StringComparison.Ordinal);
        Assert.DoesNotMatch(InlineCode(), html);
        Assert.All(Forms().Matches(html), form => Assert.Contains("__RequestVerificationToken", form.Value, StringComparison.Ordinal));
        Assert.DoesNotContain("<b>C</b>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_page_says_so()
    {
        await using var world = await WebWorld.StartAsync();
        using var visitor = world.Visitor();
        await visitor.SignInAsync();
        using var answer = await visitor.GetAsync("/no-such-page");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("This page does not exist", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unreachable_API_gives_a_page_that_retries()
    {
        await using var world = await WebWorld.StartAsync();
        using var visitor = world.Visitor();
        await visitor.SignInAsync();
        await world.Api.App.StopAsync(TestContext.Current.CancellationToken);
        using var answer = await visitor.GetAsync("/?x=1");
        var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("Server not responding", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/?x=1\" data-retry", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_evidence_and_the_export_pass_through()
    {
        await using var world = await WebWorld.StartAsync();
        await world.FillAsync();
        using var visitor = world.Visitor();
        await visitor.SignInAsync();
        using var evidence = await visitor.GetAsync("/evidence/50000001-1.pdf");
        Assert.Equal("application/pdf", evidence.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("%PDF", await evidence.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var export = await visitor.GetAsync("/export");
        Assert.Equal("application/zip", export.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/evidence/50000009-1.pdf")).StatusCode);
    }

    [GeneratedRegex(@"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+\s*=|javascript:", RegexOptions.IgnoreCase)]
    private static partial Regex InlineCode();

    [GeneratedRegex("<form(?=[^>]*method=\"post\").*?</form>", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Forms();
}
