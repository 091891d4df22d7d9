using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using TuroEzpass.Contracts;
using TuroEzpass.Tests.Ledger.Frozen;

namespace TuroEzpass.Tests.Cli;

/// <summary><c>turoezpass serve</c> as published, run from another folder.</summary>
public sealed partial class ServeTests(PublishedCommandLine published) : IClassFixture<PublishedCommandLine>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_demo_is_signed_in_to_with_what_was_printed_and_is_gone_afterwards()
    {
        using var server = published.Serve("--demo");
        var password = PrintedPassword().Match(await server.SaidAsync("password")).Groups[1].Value;

        using var client = new HttpClient { BaseAddress = server.Address };
        using var signedIn = await client.PostAsJsonAsync("/api/sign-in", new SignInRequest("demo", password), Cancel);
        var session = await signedIn.Content.ReadFromJsonAsync<Session>(Cancel);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", session!.Token);
        await server.SaidAsync("The demo is ready");
        var claims = await client.GetFromJsonAsync<Page<ClaimSummary>>("/api/claims?due=14", Cancel);

        Assert.NotEmpty(claims!.Items);
        Assert.Equal(0, await server.StopAsync());
        Assert.Empty(Directory.GetDirectories(server.Temporary));
    }

    [Fact]
    public async Task The_first_start_prints_a_link_that_sets_up_once_and_a_later_one_prints_none()
    {
        var data = Path.Combine(published.Elsewhere, "data");
        using (var first = published.Serve("--data", data))
        {
            var link = PrintedLink().Match(await first.SaidAsync("/set-up#"));
            Assert.Equal(first.Address.ToString().TrimEnd('/'), link.Groups[1].Value);
            using var client = new HttpClient { BaseAddress = first.Address };
            var request = new SetUpRequest(link.Groups[2].Value, "me", "a password of mine", "Me");
            using var done = await client.PostAsJsonAsync("/api/sign-in/set-up", request, Cancel);
            using var again = await client.PostAsJsonAsync("/api/sign-in/set-up", request, Cancel);
            Assert.True(done.IsSuccessStatusCode);
            Assert.False(again.IsSuccessStatusCode);
            Assert.Equal(0, await first.StopAsync());
        }

        using var second = published.Serve("--data", data);
        await second.SaidAsync("is ready");
        await second.StopAsync();
        Assert.DoesNotContain(second.Output, line => line.Contains("set-up", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_older_data_folder_is_upgraded_before_anything_is_served()
    {
        var data = Directory.CreateDirectory(Path.Combine(published.Elsewhere, "old")).FullName;
        await OldFolder.WriteAsync(data);
        using (var server = published.Serve("--data", data))
        {
            await server.SaidAsync("is ready");
            Assert.Equal(0, await server.StopAsync());
            Assert.Equal("host: upgraded.", server.Output[0]);
        }

        using var again = published.Serve("--data", data);
        await again.SaidAsync("is ready");
        await again.StopAsync();
        Assert.DoesNotContain(again.Output, line => line.Contains("upgraded", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_answers_health_and_passes_the_api_and_its_description_on()
    {
        using var server = published.Serve("--data", Path.Combine(published.Elsewhere, "other"));
        await server.SaidAsync("is ready");
        using var client = new HttpClient { BaseAddress = server.Address };

        foreach (var path in new[] { "/health", "/alive", "/openapi/v1.json", "/scalar/", "/api/sign-in", "/sign-in" })
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(path, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/tolls", Cancel)).StatusCode);
        await server.StopAsync();
    }

    [Fact]
    public async Task It_refuses_to_be_open_to_the_network_without_https()
    {
        using var server = published.Serve("--urls", "http://0.0.0.0:0");

        Assert.Equal(2, await server.ExitAsync());
        Assert.Contains("behind-proxy", server.Errors, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"password (\S+)")]
    private static partial Regex PrintedPassword();

    [GeneratedRegex(@"(http://\S+)/set-up#(\S+)")]
    private static partial Regex PrintedLink();
}
