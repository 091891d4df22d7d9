using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TuroEzpass.Tests.Api.Access;

namespace TuroEzpass.Tests.Api;

/// <summary>Random and hostile values for everything that the OpenAPI document allows to send.</summary>
public sealed class FuzzTests
{
    /// <summary>Excluded because they would end the run itself: the sessions that it uses, and an endless response.</summary>
    private static readonly string[] LeftOut = ["SignOut", "Events"];

    [Fact]
    public async Task No_request_causes_an_internal_error()
    {
        var isLong = Environment.GetEnvironmentVariable("TUROEZPASS_FULL") == "1";
        var seed = Environment.GetEnvironmentVariable("TUROEZPASS_FUZZ_SEED") is { Length: > 0 } given ? int.Parse(given, CultureInfo.InvariantCulture) : Environment.TickCount;
        await using var filled = await FilledWorld.NewAsync();
        var operations = await Operations.ReadAsync(filled.World);
        var fuzz = new Fuzz(operations, new Random(seed), await KnownAsync(filled.World));
        HttpClient[] clients = [filled.World.Host, filled.World.Host, filled.World.Host, filled.World.CoHost, filled.World.Operator, filled.World.Anonymous];
        var targets = operations.All.Where(operation => !LeftOut.Contains(operation.Id)).ToList();
        var statuses = new SortedDictionary<int, int>();
        for (var number = 0; number < (isLong ? 20_000 : 1_000); number++)
        {
            var operation = targets[number % targets.Count];
            var (request, shown) = fuzz.Next(operation);
            using (request)
            {
                // Every ninth request is the operator's, who alone can reach some operations.
                var client = IsForOperators(operation) && number % 9 != 0 ? filled.World.Operator : clients[fuzz.Below(clients.Length)];
                try
                {
                    using var response = await client.SendAsync(request, FilledWorld.Cancel);
                    var text = await response.Content.ReadAsStringAsync(FilledWorld.Cancel);
                    var status = (int)response.StatusCode;
                    statuses[status] = statuses.GetValueOrDefault(status) + 1;
                    // 501 is an intended response: no images can be drawn on this machine.
                    Assert.True(status is < 500 or 501, $"{status} {text}");
                    // The server itself refuses an address of more than 8 KB, before any of our code runs.
                    if (status >= 400 && !(response.StatusCode == HttpStatusCode.RequestUriTooLong && text.Length == 0))
                        Problem.Check(response, text);
                    // A closed system would no longer respond to anything else.
                    if (operation.Id == "PutMaintenance" && status == 200)
                        await filled.World.Operator.GoodAsync(HttpMethod.Put, "/api/maintenance", new { on = false });
                }
                catch (Exception fault) when (fault is Xunit.Sdk.XunitException or JsonException or HttpRequestException { InnerException: not SocketException })
                {
                    Assert.Fail($"TUROEZPASS_FUZZ_SEED={seed}, request {number}: {shown}\n{fault.Message}");
                }
            }
        }

        // Both accepted and rejected: a run in which everything is rejected would prove nothing.
        Assert.True(statuses.GetValueOrDefault(200) > 20 && statuses.GetValueOrDefault(400) > 20 && statuses.GetValueOrDefault(404) > 20, string.Join(' ', statuses));
        Assert.Empty((await (await filled.OtherProcessAsync(ApiWorld.Owner)).VerifyAsync(FilledWorld.Cancel)).Problems);
    }

    private static bool IsForOperators(Operation operation) =>
        operation.Path.StartsWith("/api/people", StringComparison.Ordinal) || operation.Path.StartsWith("/api/owners", StringComparison.Ordinal) || operation.Id == "PutMaintenance";

    /// <summary>Valid values, so that some requests pass the first checks.</summary>
    private static async Task<string[]> KnownAsync(ApiWorld world)
    {
        var tolls = (await world.Host.GoodAsync(HttpMethod.Get, "/api/tolls")).GetProperty("items").EnumerateArray().ToList();
        var claims = (await world.Host.GoodAsync(HttpMethod.Get, "/api/claims")).GetProperty("items").EnumerateArray().ToList();
        var next = (await world.Host.GoodAsync(HttpMethod.Get, "/api/tolls?limit=2")).Text("next");
        return
        [
            .. tolls.Select(toll => toll.Text("id")), .. claims.Select(claim => claim.Text("id")), .. claims.Select(claim => claim.Text("eTag")), next,
            FilledWorld.FirstTrip, FilledWorld.Car, FilledWorld.UnknownTag, "host", "other", "p-cohost", "2026-03-31", "NeedsReview", "Ready", "America/New_York", "ABC1234", "NY",
        ];
    }
}

/// <summary>Generates requests from schemas.</summary>
internal sealed class Fuzz(Operations operations, Random random, string[] known)
{
    private const string Boundary = "e9d1c0fuzz";

    private static readonly string[] Hostile =
    [
        "", " ", "null", "0", "-1", "1", "7", "200", "201", "10000", "2147483648", "9999999999999999999999", "1e308", "NaN", "true", "..", "../../etc/passwd", "%", "%00", "%2e%2e%2f", "a/b",
        "\0", "\u0001", "\r\nX-Evil: 1", "a\nb", "\t", "\u007f", "\u0085", "\u2028", "\ufeff", "\ufffd", "\U0010FFFF", "x\U0010FFFFy", "💥", "Ünïcødé", "\u202eevil", "é\u0301\u0301", "'", "\"", "\\", "#", "##", "U#other#TOLL",
        "~", "*", "' OR 1=1 --", "<script>alert(1)</script>", "${jndi:x}", "{{7*7}}", "=cmd()", "0000-00-00", "0001-01-01", "-9998-01-01", "9999-12-31", "9999-13-45", "99999-01-01", "10000-01-01T00:00:00Z",
        "9999-12-31T23:59:59-18:00", "0001-01-01T00:00:00+18:00", "-0001-01-01T00:00:00Z", "2026-02-30", "2026-03-08T02:30:00-05:00", "2026-03-08 02:30", "9999-12-31 23:59", "0001-01-01 00:00", "none-00000000000000000000000000000000",
        "99991231T235959Z-00000000000000000000000000000000", "00010101T000000Z-00000000000000000000000000000000", "HostExpense, Exclude", "Host,CoHost", "host", "Host", "AAAA", "AA", "MA", "ZnVsbA", "WyIwIiwiYSIsImIiLCJjIl0",
        new string('a', 199), new string('a', 201), new string('#', 1000), new string('€', 400), new string('9', 3000),
    ];

    public int Below(int end) => random.Next(end);

    /// <summary>A request, and its text.</summary>
    public (HttpRequestMessage Request, string Shown) Next(Operation operation)
    {
        var path = operation.Path;
        var query = new List<string>();
        foreach (var parameter in operation.Parameters)
        {
            if (parameter.In == "path")
                path = path.Replace($"{{{parameter.Name}}}", Segment(), StringComparison.Ordinal);
            else if (parameter.In == "query" && Chance(parameter.Name == "userId" ? 8 : 3))
                query.AddRange(Enumerable.Repeat($"{parameter.Name}={Uri.EscapeDataString(Text())}", Chance(10) ? 2 : 1));
        }

        var body = operation.BodyType is null ? Chance(10) ? "{}" : null : Body(operation);
        var pathAndQuery = query.Count == 0 ? path : $"{path}?{string.Join('&', query)}";
        var request = operation.Request(pathAndQuery, body);
        if (operation.BodyType == "multipart/form-data" && request.Content is not null && !Chance(10))
            request.Content.Headers.ContentType!.Parameters.Add(new("boundary", Boundary));
        if (request.Content is not null && Chance(25))
            request.Content.Headers.ContentType = new(new[] { "text/plain", "application/xml", "application/x-www-form-urlencoded", "application/problem+json" }[Below(4)]);
        string? match = Chance(2) ? Chance(2) ? "*" : Quoted() : null;
        if (match is not null)
            request.Headers.TryAddWithoutValidation(Chance(2) || operation.Method != HttpMethod.Get ? "If-Match" : "If-None-Match", match);
        if (operation.Method == HttpMethod.Post && Chance(5))
            request.Headers.TryAddWithoutValidation("Idempotency-Key", new string([.. Text().Where(letter => letter is >= ' ' and < '\u007f')]));
        if (operation.Method == HttpMethod.Get && Chance(6))
            request.Method = HttpMethod.Head;
        return (request, $"{request.Method} {pathAndQuery} If-Match {match} body {body}");
    }

    private bool Chance(int oneIn) => random.Next(oneIn) == 0;

    private string Quoted() => $"\"{(Chance(2) ? known[Below(known.Length)] : new string([.. Text().Where(letter => letter is > ' ' and < '\u007f')]))}\"";

    private string Text() => Below(10) switch
    {
        < 4 => known[Below(known.Length)],
        < 8 => Hostile[Below(Hostile.Length)],
        8 => new string([.. Enumerable.Range(0, Below(12)).Select(_ => (char)(Chance(3) ? random.Next(0x20, 0xD7FF) : random.Next(0x7f)))]),
        _ => known[Below(known.Length)] + Hostile[Below(Hostile.Length)],
    };

    /// <summary>A part of the path. Clients remove "." and ".." and empty parts; NUL never passes Kestrel.</summary>
    private string Segment() => Uri.EscapeDataString(Text().Replace("\0", "", StringComparison.Ordinal)) is var text && text is "" or "." or ".." ? "x" : text.Length > 6000 ? text[..6000] : text;

    private string Body(Operation operation)
    {
        if (operation.BodyType == "multipart/form-data")
            return $"--{Boundary}\r\nContent-Disposition: form-data; name=\"{(Chance(3) ? "kind" : "file")}\"; filename=\"{Text().Replace("\r", "", StringComparison.Ordinal)}\"\r\n\r\n{Csv()}\r\n--{Boundary}{(Chance(5) ? "" : "--")}\r\n";
        if (operation.BodyType != "application/json")
            return Csv();
        var schema = operations.Resolve(operation.Body);
        return Below(12) switch
        {
            0 => Text(),
            1 => new[] { "", "null", "[]", "{", "{\"", "[[[[", "{}{}", "{\"a\":1,}", "\"x\"", "/**/{}", new string('[', 10_000), "{\"note\":\"\\ud800\"}" }[Below(12)],
            _ => Whole(schema)?.ToJsonString() ?? "null",
        };
    }

    private string Csv() => Chance(3) ? Text() : string.Join('\n',
        [Chance(6) ? Text() : "kind,value,state,vehicle,from,to,zone", .. Enumerable.Range(0, Below(4)).Select(_ => string.Join(',', Enumerable.Range(0, Chance(5) ? Below(9) : 7).Select(Cell)))]);

    private string Cell(int column) => Chance(4) ? Text() : column switch
    {
        0 => Chance(2) ? "tag" : "plate",
        1 => Chance(2) ? FilledWorld.UnknownTag : $"ABC{Below(9)}",
        2 => Chance(2) ? "" : "NY",
        3 => FilledWorld.Car,
        4 or 5 => Chance(2) ? "" : $"202{Below(10)}-0{1 + Below(9)}-1{Below(10)}",
        _ => "",
    };

    /// <summary>Mostly what the schema says; any part may be something else.</summary>
    private JsonNode? Whole(JsonElement schema)
    {
        schema = operations.Resolve(schema);
        if (Chance(8))
            return Below(7) switch { 0 => null, 1 => JsonValue.Create(7), 2 => new JsonArray(1, 2), 3 => new JsonObject { ["a"] = 1 }, 4 => JsonValue.Create(true), 5 => JsonValue.Create(1.5e300), _ => Plain(Text()) };
        if (schema.TryGetProperty("enum", out var names))
            return Chance(4) ? Plain(Text()) : JsonValue.Create(names[Below(names.GetArrayLength())].GetString());
        if (schema.TryGetProperty("properties", out var properties))
        {
            var all = new JsonObject();
            foreach (var property in properties.EnumerateObject().Where(_ => !Chance(9)))
                all[property.Name] = Whole(property.Value);
            if (Chance(12))
                all[$"x{Below(9)}"] = Plain(Text());
            return all;
        }

        var type = schema.TryGetProperty("type", out var told) ? told.ValueKind == JsonValueKind.Array ? string.Join(' ', told.EnumerateArray()) : told.GetString()! : "";
        return type switch
        {
            _ when type.Contains("array", StringComparison.Ordinal) => new JsonArray([.. Enumerable.Range(0, Below(4)).Select(_ => Whole(schema.GetProperty("items")))]),
            _ when type.Contains("integer", StringComparison.Ordinal) => Chance(3) ? JsonValue.Create(Below(3000)) : JsonValue.Create(random.NextInt64(-5_000_000_000, 5_000_000_000)),
            _ when type.Contains("boolean", StringComparison.Ordinal) => JsonValue.Create(Chance(2)),
            _ => Plain(Text()),
        };
    }

    /// <summary>Text that JSON can carry; half a surrogate pair is sent as a separate body.</summary>
    private static JsonValue Plain(string text) => JsonValue.Create(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)))!;
}
