using System.Net;
using TuroEzpass.Tests.Api.Access;

namespace TuroEzpass.Tests.Api;

/// <summary>Headers of every response, and who is kept out.</summary>
public sealed class SecurityTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_response_forbids_sniffing_and_framing_and_has_no_server_or_cookie_header()
    {
        await using var world = await ApiWorld.StartAsync();
        foreach (var (client, path) in new[]
        {
            (world.Host, "/api/tolls"), (world.Host, "/api/audit"), (world.Host, "/api/export"), (world.Host, "/api/no-such-thing"), (world.Host, "/api/tolls?limit=0"), (world.Anonymous, "/api/tolls"),
            (world.Anonymous, "/api/sign-in"), (world.Anonymous, "/health"), (world.Anonymous, "/openapi/v1.json"), (world.Anonymous, "/scalar"),
        })
        {
            using var answer = await client.GetAsync(path, Cancel);
            var headers = answer.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
            Assert.Equal("nosniff", headers["X-Content-Type-Options"]);
            Assert.Equal("no-referrer", headers["Referrer-Policy"]);
            Assert.Contains("frame-ancestors 'none'", headers["Content-Security-Policy"], StringComparison.Ordinal);
            Assert.False(headers.ContainsKey("Server"));
            Assert.False(headers.ContainsKey("X-Powered-By"));
            Assert.False(headers.ContainsKey("Set-Cookie"));
            if (path.StartsWith("/api", StringComparison.Ordinal))
                Assert.Contains(headers["Cache-Control"], new[] { "no-store", "no-cache, private", "private, no-cache" });
        }
    }

    [Fact]
    public async Task Signing_in_sets_no_cookie_and_its_token_is_not_cached()
    {
        await using var world = await ApiWorld.StartEmptyAsync();
        var secret = await world.Service<TuroEzpass.Api.Access.SetUp>().PrepareAsync(Cancel);
        await world.Anonymous.GoodAsync(HttpMethod.Post, "/api/sign-in/set-up", new { secret, userName = "holly", password = "a few words in a row", name = "Holly" });
        using var answer = await world.Anonymous.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, "/api/sign-in") { Content = new StringContent("""{"userName":"holly","password":"a few words in a row"}""", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")) }, Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task A_cookie_makes_no_difference()
    {
        await using var world = await ApiWorld.StartAsync();
        foreach (var client in new[] { world.Host, world.Anonymous })
        {
            using var plain = await client.GetAsync("/api/settings", Cancel);
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/settings");
            request.Headers.Add("Cookie", $"session={world.OtherHost.DefaultRequestHeaders.Authorization!.Parameter}; userId=other");
            using var cookied = await client.SendAsync(request, Cancel);
            Assert.Equal(plain.StatusCode, cookied.StatusCode);
            Assert.Equal(plain.Headers.ETag, cookied.Headers.ETag);
        }
    }

    [Fact]
    public async Task No_origin_may_call_from_a_browser_unless_it_is_configured()
    {
        await using var world = await ApiWorld.StartAsync();
        foreach (var origin in new[] { "https://evil.example", "null", world.Address.ToString().TrimEnd('/') })
        {
            using var preflight = await PreflightAsync(world, origin, "/api/tolls");
            Assert.Empty(Cors(preflight));
            using var call = await CallAsync(world.Host, origin);
            Assert.Empty(Cors(call));
        }
    }

    [Fact]
    public async Task The_configured_origins_may_call_and_no_other()
    {
        await using var world = await ApiWorld.StartAsync("Api:CorsOrigins:0=https://app.example", "Api:CorsOrigins:1=https://two.example");
        foreach (var origin in new[] { "https://app.example", "https://two.example" })
        {
            using var preflight = await PreflightAsync(world, origin, "/api/tolls");
            Assert.Equal(origin, preflight.Headers.GetValues("Access-Control-Allow-Origin").Single());
            using var call = await CallAsync(world.Host, origin);
            Assert.Equal(origin, call.Headers.GetValues("Access-Control-Allow-Origin").Single());
            Assert.Contains("ETag", string.Join(',', call.Headers.GetValues("Access-Control-Expose-Headers")), StringComparison.Ordinal);
            Assert.False(call.Headers.Contains("Access-Control-Allow-Credentials"));
            // A page must be able to read why it was rejected.
            using var refused = await CallAsync(world.Anonymous, origin);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
            Assert.True(refused.Headers.Contains("Access-Control-Allow-Origin"));
        }

        foreach (var origin in new[] { "https://app.example.evil.example", "http://app.example", "https://app.example:8443", "https://APP.example.", "null" })
        {
            using var preflight = await PreflightAsync(world, origin, "/api/tolls");
            Assert.False(preflight.Headers.Contains("Access-Control-Allow-Origin"));
        }
    }

    [Fact]
    public async Task A_limited_client_is_told_when_to_retry_and_others_are_not_affected()
    {
        await using var world = await ApiWorld.StartAsync("Api:RequestsPerSecond=1", "Api:Burst=5");
        var statuses = new List<int>();
        for (var number = 0; number < 40 && !statuses.Contains(429); number++)
        {
            using var answer = await world.Host.GetAsync("/api/settings", Cancel);
            statuses.Add((int)answer.StatusCode);
            if (answer.StatusCode != HttpStatusCode.TooManyRequests)
                continue;
            Problem.Check(answer, await answer.Content.ReadAsStringAsync(Cancel));
            Assert.InRange(int.Parse(answer.Headers.GetValues("Retry-After").Single(), null), 1, 60);
        }

        Assert.Equal([200, 200, 200, 200, 200], statuses.Take(5));
        Assert.Contains(429, statuses);
        Assert.Equal(HttpStatusCode.OK, await world.CoHost.StatusAsync(HttpMethod.Get, "/api/settings"));
    }

    [Fact]
    public async Task Health_answers_everybody()
    {
        await using var world = await ApiWorld.StartAsync();
        foreach (var path in new[] { "/health", "/alive" })
        {
            using var answer = await world.Anonymous.GetAsync(path, Cancel);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    private static IEnumerable<string> Cors(HttpResponseMessage answer) =>
        answer.Headers.Select(header => header.Key).Where(key => key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));

    private static async Task<HttpResponseMessage> PreflightAsync(ApiWorld world, string origin, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, path);
        request.Headers.TryAddWithoutValidation("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "GET");
        request.Headers.Add("Access-Control-Request-Headers", "authorization");
        return await world.Anonymous.SendAsync(request, Cancel);
    }

    private static async Task<HttpResponseMessage> CallAsync(HttpClient client, string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/settings");
        request.Headers.TryAddWithoutValidation("Origin", origin);
        return await client.SendAsync(request, Cancel);
    }
}
