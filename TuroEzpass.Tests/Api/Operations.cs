using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace TuroEzpass.Tests.Api;

/// <summary>A parameter of an operation.</summary>
/// <param name="Name">Its name.</param>
/// <param name="In"><c>path</c> or <c>query</c>.</param>
internal sealed record OperationParameter(string Name, string In);

/// <summary>An operation of the OpenAPI document.</summary>
/// <param name="Id">Its operationId.</param>
/// <param name="Method">The method.</param>
/// <param name="Path">The path with its placeholders.</param>
/// <param name="NeedsToken">Whether the document says that it requires a bearer token.</param>
/// <param name="Parameters">The parameters in path and query.</param>
/// <param name="BodyType">The content type of its body; null if it has none.</param>
/// <param name="Body">The body's JSON schema; empty if it has none.</param>
internal sealed record Operation(
    string Id, HttpMethod Method, string Path, bool NeedsToken, IReadOnlyList<OperationParameter> Parameters, string? BodyType, JsonElement Body)
{
    /// <summary>The path with these values, escaped, and default ones for the rest.</summary>
    public string PathWith(IReadOnlyDictionary<string, string> values) => Parameters.Where(parameter => parameter.In == "path").Aggregate(
        Path, (path, parameter) => path.Replace($"{{{parameter.Name}}}", Uri.EscapeDataString(values.GetValueOrDefault(parameter.Name, "x")), StringComparison.Ordinal));

    /// <summary>A request for the operation, with a body if it has one.</summary>
    public HttpRequestMessage Request(string pathAndQuery, string? body)
    {
        var request = new HttpRequestMessage(Method, pathAndQuery);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8) { Headers = { ContentType = new MediaTypeHeaderValue(BodyType ?? "application/json") } };
        return request;
    }

    public override string ToString() => $"{Method} {Path}";
}

/// <summary>All operations that a running API describes.</summary>
internal sealed class Operations(JsonElement document)
{
    /// <summary>The operations, as the document has them.</summary>
    public IReadOnlyList<Operation> All { get; } =
    [
        .. from path in document.GetProperty("paths").EnumerateObject()
           from method in path.Value.EnumerateObject()
           select Read(path.Name, method.Name, method.Value),
    ];

    public static async Task<Operations> ReadAsync(ApiWorld world) =>
        new(JsonDocument.Parse(await world.Anonymous.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken)).RootElement);

    /// <summary>The schema that a reference leads to.</summary>
    public JsonElement Resolve(JsonElement schema)
    {
        while (schema.TryGetProperty("$ref", out var to))
            schema = document.GetProperty("components").GetProperty("schemas").GetProperty(to.GetString()!["#/components/schemas/".Length..]);
        return schema.TryGetProperty("oneOf", out var either) ? Resolve(either.EnumerateArray().Last()) : schema;
    }

    private static Operation Read(string path, string method, JsonElement operation)
    {
        var parameters = operation.TryGetProperty("parameters", out var all) ? all.EnumerateArray().Select(each => new OperationParameter(each.GetProperty("name").GetString()!, each.GetProperty("in").GetString()!)) : [];
        var body = operation.TryGetProperty("requestBody", out var sent) ? sent.GetProperty("content").EnumerateObject().First() : default;
        var hasBody = body.Value.ValueKind == JsonValueKind.Object;
        return new Operation(
            operation.GetProperty("operationId").GetString()!, HttpMethod.Parse(method), path, operation.TryGetProperty("security", out _), [.. parameters],
            hasBody ? body.Name : null, hasBody ? body.Value.GetProperty("schema") : default);
    }
}
