using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using TuroEzpass.Tests.Api.Access;

namespace TuroEzpass.Tests.Api;

/// <summary>Invalid requests: each gets a problem document that says what to do, never an internal error.</summary>
public sealed class BadInputTests(FilledWorld filled) : IClassFixture<FilledWorld>
{
    private const string NoToll = "/api/tolls/none-00000000000000000000000000000000/decision";

    private ApiWorld World => filled.World;

    public static TheoryData<string> Bodies { get; } =
    [
        "", "null", "nonsense", "{", "{\"decision\":", "[]", "\"HostExpense\"", "7", "{\"decision\":\"Nothing\"}", "{\"decision\":7}", "{\"decision\":1}", "{\"decision\":\"1\"}", "{\"decision\":\"7\"}",
        "{\"decision\":\"HostExpense, Exclude\"}", "{\"decision\":null}", "{\"decision\":[\"HostExpense\"]}", "{}", "{\"decision\":\"HostExpense\",\"more\":1}", "{\"decision\":\"HostExpense\"}{}",
        "{\"decision\":\"HostExpense\",\"trip\":7}", "{\"decision\":\"HostExpense\",\"trip\":{\"a\":1}}", "{\"decision\":\"AssignToTrip\"}", "{\"decision\":\"AssignToTrip\",\"trip\":\"\\ud800\"}",
    ];

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_body_that_is_not_a_decision(string body)
    {
        var toll = (await World.Host.GoodAsync(HttpMethod.Get, "/api/tolls")).GetProperty("items")[0].Text("id");
        await RefusedAsync(HttpMethod.Post, $"/api/tolls/{toll}/decision", body, 400);
    }

    [Theory]
    [InlineData(10_000)]
    [InlineData(200_000)]
    public async Task A_body_that_is_nested_very_deeply(int depth)
    {
        await RefusedAsync(HttpMethod.Post, NoToll, new string('[', depth) + new string(']', depth), 400);
        var objects = string.Concat(Enumerable.Repeat("{\"trip\":", depth)) + "1" + new string('}', depth);
        if (objects.Length < 1024 * 1024)
            await RefusedAsync(HttpMethod.Post, NoToll, objects, 400);
    }

    [Theory]
    [InlineData("PUT", "/api/settings")]
    [InlineData("POST", NoToll)]
    [InlineData("PUT", "/api/fleet")]
    [InlineData("POST", "/api/sign-in")]
    public async Task A_body_of_two_megabytes(string method, string path)
    {
        foreach (var tells in new[] { "its length", "that it has it", "nothing" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Parse(method), path) { Content = new StringContent($"{new string(' ', 2 * 1024 * 1024)}{{}}") };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(path == "/api/fleet" ? "text/csv" : "application/json");
            // A client that sends "Expect: 100-continue" sends nothing in vain; others may find the connection closed while sending.
            request.Headers.ExpectContinue = tells == "that it has it";
            request.Headers.TransferEncodingChunked = tells == "nothing";
            request.Headers.TryAddWithoutValidation("If-Match", "*");
            using var response = await AnswerAsync(request, mayBeCutOff: tells != "that it has it");
            if (response is null)
                continue;
            var problem = Problem.Check(response, await response.Content.ReadAsStringAsync(FilledWorld.Cancel));
            Assert.Equal(413, problem.GetProperty("status").GetInt32());
            Assert.Contains("smaller", problem.Text("detail"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("10000")]
    [InlineData("201")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("abc")]
    [InlineData("1.5")]
    [InlineData("99999999999999999999")]
    [InlineData("%00")]
    public async Task An_invalid_page_size(string limit)
    {
        foreach (var list in new[] { "tolls", "review", "trips", "claims", "runs", "audit" })
        {
            var problem = await RefusedAsync(HttpMethod.Get, $"/api/{list}?limit={limit}", null, 400);
            Assert.Contains("limit", problem.Text("detail"), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory]
    [InlineData("random")]
    [InlineData("####")]
    [InlineData("A")]
    [InlineData("AAAA")]
    [InlineData("%00")]
    [InlineData("_____w")]
    [InlineData("")]
    public async Task A_forged_cursor_is_refused_or_returns_nothing(string cursor)
    {
        foreach (var list in new[] { "tolls", "tolls?outcome=NeedsReview&", "tolls?vehicle=1000001&", "review", "trips", "claims", "runs", "audit" })
        {
            using var response = await World.Host.GetAsync($"/api/{list}{(list.Contains('?', StringComparison.Ordinal) ? "" : "?")}cursor={cursor}", FilledWorld.Cancel);
            var text = await response.Content.ReadAsStringAsync(FilledWorld.Cancel);
            Assert.True((int)response.StatusCode is 200 or 400, text);
            if (response.StatusCode != HttpStatusCode.OK)
                Problem.Check(response, text);
        }
    }

    [Fact]
    public async Task A_cursor_of_another_list_or_owner_shows_only_your_own_data()
    {
        var others = new List<string>();
        foreach (var list in new[] { "tolls", "trips", "claims", "audit", "review" })
        {
            foreach (var client in new[] { World.Host, World.OtherHost })
            {
                var page = await client.GoodAsync(HttpMethod.Get, $"/api/{list}?limit=1");
                if (page.TryGetProperty("next", out var next))
                    others.Add(next.GetString()!);
            }
        }

        Assert.True(others.Count >= 6);
        foreach (var list in new[] { "tolls", "trips", "claims", "runs", "audit", "review" })
        {
            foreach (var cursor in others)
            {
                using var response = await World.Host.GetAsync($"/api/{list}?cursor={cursor}", FilledWorld.Cancel);
                var text = await response.Content.ReadAsStringAsync(FilledWorld.Cancel);
                Assert.True((int)response.StatusCode is 200 or 400, text);
                Assert.DoesNotContain(FilledWorld.OthersMark, text, StringComparison.OrdinalIgnoreCase);
            }
        }
    }

    [Theory]
    [InlineData("%00")]
    [InlineData("a%0d%0aX-Evil:%201")]
    [InlineData("..%2f..%2fsettings")]
    [InlineData("%2e%2e")]
    [InlineData("%25")]
    [InlineData("%252e%252e")]
    [InlineData("a%2fb")]
    [InlineData("%5c..%5c")]
    [InlineData("%c0%af")]
    [InlineData("%ff%fe")]
    [InlineData("%ed%a0%80")]
    [InlineData("%f4%8f%bf%bf")]
    [InlineData("%e2%80%ae")]
    [InlineData("%F0%9F%92%A5")]
    [InlineData("U%23other%23TOLL")]
    [InlineData("#thousand")]
    public async Task An_impossible_id(string id)
    {
        if (id == "#thousand")
            id = new string('a', 1000);
        foreach (var (method, path) in new[]
        {
            ("GET", "/api/tolls/{0}"), ("POST", "/api/tolls/{0}/decision"), ("DELETE", "/api/tolls/{0}/decision"), ("GET", "/api/trips/{0}"), ("GET", "/api/claims/{0}"), ("GET", "/api/claims/{0}/evidence.pdf"),
            ("POST", "/api/claims/{0}/approve"), ("POST", "/api/claims/{0}/paid"), ("GET", "/api/vehicles/{0}"), ("DELETE", "/api/vehicles/{0}/devices/x"), ("DELETE", "/api/vehicles/1000001/devices/{0}"),
            ("GET", "/api/runs/{0}/2026-03-31"), ("DELETE", "/api/tokens/{0}"), ("PUT", "/api/members/{0}"), ("DELETE", "/api/members/{0}"), ("GET", "/api/proof-links/{0}"),
        })
        {
            var body = method is "POST" && path.Contains("decision", StringComparison.Ordinal) ? """{"decision":"HostExpense"}""" : method == "PUT" ? """{"role":"CoHost"}""" : method == "POST" ? "{}" : null;
            var (status, _) = await RawAsync(World.Host, method, string.Format(null, path, id), body, "If-Match: *");
            // ".." is removed before routing: what is left is another address, which allows other methods.
            Assert.True(status is 400 or 404 || (status == 405 && id == "%2e%2e"), $"{method} {path}: {status}");
        }

        foreach (var (method, path, body) in new[] { ("POST", "/api/people/{0}/link-codes", null), ("PUT", "/api/people/{0}/disabled", """{"disabled":false}""") })
            Assert.True((await RawAsync(World.Operator, method, string.Format(null, path, id), body)).Status is 400 or 404 or 405, $"{method} {path}");
    }

    [Theory]
    [InlineData("0000")]
    [InlineData("0000-01-01")]
    [InlineData("9999-13-45")]
    [InlineData("99999-01-01")]
    [InlineData("9999-12-31")]
    [InlineData("2026-02-30")]
    [InlineData("tomorrow")]
    [InlineData("2026-03-31T08:00:00")]
    [InlineData("9999-12-31T23:59:59-18:00")]
    [InlineData("-9998-01-01T00:00:00+18:00")]
    [InlineData("%00")]
    public async Task An_invalid_time(string moment)
    {
        foreach (var end in new[] { "from", "to" })
        {
            var problem = await RefusedAsync(HttpMethod.Get, $"/api/tolls?{end}={Uri.EscapeDataString(Uri.UnescapeDataString(moment))}", null, 400);
            Assert.Contains($"'{end}'", problem.Text("detail"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/api/claims?state=7")]
    [InlineData("/api/claims?state=0")]
    [InlineData("/api/claims?state=ready")]
    [InlineData("/api/claims?state=Draft,Paid")]
    [InlineData("/api/claims?state=")]
    [InlineData("/api/claims?due=-1")]
    [InlineData("/api/claims?due=99999999")]
    [InlineData("/api/claims?due=soon")]
    [InlineData("/api/tolls?outcome=7")]
    [InlineData("/api/tolls?outcome=matched")]
    [InlineData("/api/runs/host/2026-13-45")]
    [InlineData("/api/runs/host/today")]
    public async Task An_unknown_filter(string path) => await RefusedAsync(HttpMethod.Get, path, null, 400);

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task A_body_of_another_type(string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, NoToll) { Content = new StringContent("""{"decision":"HostExpense"}""") };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var response = await World.Host.SendAsync(request, FilledWorld.Cancel);
        Problem.Check(response, await response.Content.ReadAsStringAsync(FilledWorld.Cancel));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("\"open")]
    [InlineData("W/\"weak\"")]
    [InlineData("\"a\", \"b\"")]
    [InlineData("")]
    [InlineData("\"a\"b\"")]
    [InlineData("**")]
    public async Task An_invalid_If_Match(string tag)
    {
        var claim = (await World.Host.GoodAsync(HttpMethod.Get, "/api/claims")).GetProperty("items")[0].Text("id");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/claims/{claim}/approve");
        request.Headers.TryAddWithoutValidation("If-Match", tag);
        using var response = await World.Host.SendAsync(request, FilledWorld.Cancel);
        var problem = Problem.Check(response, await response.Content.ReadAsStringAsync(FilledWorld.Cancel));
        Assert.Contains("If-Match", problem.Text("detail"), StringComparison.Ordinal);
        Assert.True((int)response.StatusCode is 400 or 428);
    }

    [Fact]
    public async Task A_name_or_note_with_line_ends_splits_nothing()
    {
        const string evil = "x\r\nX-Evil: 1\r\n\r\n<html>";
        await RefusedAsync(HttpMethod.Post, "/api/tokens", JsonSerializer.Serialize(new { name = evil, scopes = new[] { "Read" }, expiresAt = (string?)null }), 400);
        await RefusedAsync(HttpMethod.Post, "/api/vehicles/1000001/devices", JsonSerializer.Serialize(new { kind = "Tag", value = evil }), 400);
        await RefusedAsync(HttpMethod.Post, "/api/scrape", JsonSerializer.Serialize(new { source = evil }), 400);
        await RefusedAsync(HttpMethod.Post, "/api/scrape", JsonSerializer.Serialize(new { userId = evil }), 404);
        var claim = (await World.Host.GoodAsync(HttpMethod.Get, "/api/claims")).GetProperty("items").EnumerateArray().Last();
        var (status, headers) = await RawAsync(World.Host, "POST", $"/api/claims/{claim.Text("id")}/approve", JsonSerializer.Serialize(new { note = evil }), $"If-Match: \"{claim.Text("eTag")}\"");
        Assert.Equal(200, status);
        Assert.DoesNotContain("X-Evil", headers, StringComparison.OrdinalIgnoreCase);
        var step = (await World.Host.GoodAsync(HttpMethod.Get, $"/api/claims/{claim.Text("id")}")).GetProperty("steps")[0];
        Assert.Equal(evil, step.Text("note"));
    }

    [Fact]
    public async Task A_line_end_in_a_path_or_header_splits_nothing()
    {
        foreach (var path in new[] { "/api/tolls/a%0d%0aX-Evil:%201", "/api/runs/host%0d%0aX-Evil:%201/2026-03-31", "/api/tolls?userId=a%0d%0aX-Evil:%201", "/api/proof-links/a%0d%0aX-Evil:%201" })
            Assert.DoesNotContain("\nX-Evil", (await RawAsync(World.Host, "GET", path, null)).Headers, StringComparison.OrdinalIgnoreCase);
        var (status, headers) = await RawAsync(World.Host, "GET", "/api/settings", null, "If-None-Match: \"a\rX-Evil: 1\"");
        Assert.True(status is 200 or 400);
        Assert.DoesNotContain("\nX-Evil", headers, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_huge_header_is_refused_before_anything_looks_at_it()
    {
        // Kestrel responds itself, without a body, because nothing of the request is known yet.
        Assert.Equal(431, (await RawAsync(World.Host, "GET", "/api/settings", null, $"X-Big: {new string('a', 64 * 1024)}")).Status);
        Assert.Equal(200, (await RawAsync(World.Host, "GET", "/api/settings", null, $"X-Big: {new string('a', 16 * 1024)}")).Status);
    }

    [Theory]
    [InlineData("PATCH", "/api/tolls", 405)]
    [InlineData("POST", "/api/analytics", 405)]
    [InlineData("DELETE", "/api/settings", 405)]
    [InlineData("GET", "/api/no-such-thing", 404)]
    [InlineData("GET", "/api", 404)]
    [InlineData("GET", "/", 404)]
    [InlineData("GET", "/api/claims/x/no-such-thing", 404)]
    [InlineData("POST", "/api/no-such-thing", 404)]
    public async Task An_unknown_route(string method, string path, int expected)
    {
        foreach (var accepts in new[] { "application/json", "text/html", "*/*" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Parse(method), path);
            request.Headers.Add("Accept", accepts);
            using var response = await World.Host.SendAsync(request, FilledWorld.Cancel);
            Problem.Check(response, await response.Content.ReadAsStringAsync(FilledWorld.Cancel));
            Assert.Equal(expected, (int)response.StatusCode);
            if (expected == 405)
                Assert.NotEmpty(response.Content.Headers.Allow);
        }
    }

    [Theory]
    [InlineData("PUT", "/api/settings", """{"zone":"America/New_York"}""")]
    [InlineData("PUT", "/api/settings", """{"zone":null,"reviewBeforeMinutes":1,"reviewAfterMinutes":1,"reviewHandoverMinutes":1}""")]
    [InlineData("PUT", "/api/settings", """{"zone":"Mars/Olympus","reviewBeforeMinutes":1,"reviewAfterMinutes":1,"reviewHandoverMinutes":1}""")]
    [InlineData("PUT", "/api/settings", """{"zone":"America/New_York","reviewBeforeMinutes":-1,"reviewAfterMinutes":1,"reviewHandoverMinutes":1}""")]
    [InlineData("PUT", "/api/settings", """{"zone":"America/New_York","reviewBeforeMinutes":99999999999,"reviewAfterMinutes":1,"reviewHandoverMinutes":1}""")]
    [InlineData("POST", "/api/vehicles/1000001/devices", """{"kind":"Tag","value":null}""")]
    [InlineData("POST", "/api/vehicles/1000001/devices", """{"kind":"Tag"}""")]
    [InlineData("POST", "/api/vehicles/1000001/devices", """{"value":"00499000111"}""")]
    [InlineData("POST", "/api/vehicles/1000001/devices", """{"kind":7,"value":"00499000111"}""")]
    [InlineData("POST", "/api/vehicles/1000001/devices", """{"kind":"Tag","value":"00499000111","from":"yesterday"}""")]
    [InlineData("POST", "/api/members/invitations", """{"role":0}""")]
    [InlineData("POST", "/api/members/invitations", """{"role":"Operator"}""")]
    [InlineData("POST", "/api/tokens", """{"name":null,"scopes":["Read"],"expiresAt":null}""")]
    [InlineData("POST", "/api/tokens", """{"name":"a","scopes":null,"expiresAt":null}""")]
    [InlineData("POST", "/api/tokens", """{"name":"a","scopes":[255],"expiresAt":null}""")]
    [InlineData("POST", "/api/tokens", """{"name":"a","scopes":["Read"],"expiresAt":"9999-12-31T23:59:59-14:00"}""")]
    [InlineData("POST", "/api/sign-in", """{"userName":null,"password":"x"}""")]
    public async Task An_impossible_value(string method, string path, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        using var response = await World.Host.SendAsync(request, FilledWorld.Cancel);
        Problem.Check(response, await response.Content.ReadAsStringAsync(FilledWorld.Cancel));
        Assert.True((int)response.StatusCode is 400 or 422, $"{(int)response.StatusCode}");
    }

    /// <summary>The response; null if the connection was closed before everything was sent.</summary>
    private async Task<HttpResponseMessage?> AnswerAsync(HttpRequestMessage request, bool mayBeCutOff)
    {
        try
        {
            return await World.Host.SendAsync(request, FilledWorld.Cancel);
        }
        catch (HttpRequestException cut) when (mayBeCutOff && cut.InnerException is IOException)
        {
            return null;
        }
    }

    private async Task<JsonElement> RefusedAsync(HttpMethod method, string path, string? body, int expected)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        using var response = await World.Host.SendAsync(request, FilledWorld.Cancel);
        var text = await response.Content.ReadAsStringAsync(FilledWorld.Cancel);
        Assert.True((int)response.StatusCode == expected, $"{method} {path}: {(int)response.StatusCode} {text}");
        return Problem.Check(response, text);
    }

    /// <summary>Sends a request byte for byte, because every client would correct it. Returns the response's status and headers.</summary>
    private static async Task<(int Status, string Headers)> RawAsync(HttpClient client, string method, string path, string? body, params string[] headers)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(client.BaseAddress!.Host, client.BaseAddress.Port, FilledWorld.Cancel);
        await using var stream = socket.GetStream();
        string[] head =
        [
            $"{method} {path} HTTP/1.1", "Host: localhost", "Connection: close", $"Authorization: {client.DefaultRequestHeaders.Authorization}", .. headers,
            .. body is null ? Array.Empty<string>() : ["Content-Type: application/json", $"Content-Length: {Encoding.UTF8.GetByteCount(body)}"], "", body ?? "",
        ];
        await stream.WriteAsync(Encoding.UTF8.GetBytes(string.Join("\r\n", head)), FilledWorld.Cancel);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var answer = await reader.ReadToEndAsync(FilledWorld.Cancel);
        var end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return (int.Parse(answer.AsSpan(9, 3), null), end < 0 ? answer : answer[..end]);
    }
}
