using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace TuroEzpass.Tests.Api.Access;

/// <summary>Short forms for requests and responses.</summary>
internal static class Calls
{
    /// <summary>The response's status and its JSON; null if it has none.</summary>
    public static async Task<(HttpStatusCode Status, JsonElement? Body)> CallAsync(this HttpClient client, HttpMethod method, string path, object? body = null, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        if ((int)response.StatusCode >= 400)
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        return (response.StatusCode, text.Length == 0 ? null : JsonDocument.Parse(text).RootElement);
    }

    public static async Task<HttpStatusCode> StatusAsync(this HttpClient client, HttpMethod method, string path, object? body = null, string? ifMatch = null) =>
        (await client.CallAsync(method, path, body, ifMatch)).Status;

    /// <summary>The content of the response, which must be a success.</summary>
    public static async Task<JsonElement> GoodAsync(this HttpClient client, HttpMethod method, string path, object? body = null, string? ifMatch = null)
    {
        var (status, answer) = await client.CallAsync(method, path, body, ifMatch);
        Assert.True((int)status < 300, $"{method} {path}: {status} {answer}");
        return answer ?? default;
    }

    public static string Text(this JsonElement element, string property) => element.GetProperty(property).GetString()!;
}
