using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Polly.CircuitBreaker;
using Polly.Timeout;
using TuroEzpass.Web.SignIn;

namespace TuroEzpass.Web.Client;

/// <summary>The API client of the pages, for the signed-in person and the selected owner. Failed operations throw
/// <see cref="ApiException"/>. One file per kind of resource.</summary>
public sealed partial class ApiClient(HttpClient http, IHttpContextAccessor accessor)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private WebSession? Session => accessor.HttpContext?.Features.Get<WebSession>();

    private CancellationToken Aborted => accessor.HttpContext?.RequestAborted ?? CancellationToken.None;

    private Task<T> GetAsync<T>(string path) => ReadAsync<T>(HttpMethod.Get, path, null);

    private async Task<Tagged<T>> GetTaggedAsync<T>(string path)
    {
        using var response = await SendAsync(HttpMethod.Get, path);
        return new Tagged<T>(await BodyAsync<T>(response), response.Headers.ETag?.Tag.Trim('"') ?? "");
    }

    private async Task<T> ReadAsync<T>(HttpMethod method, string path, object? body, string? etag = null)
    {
        using var response = await SendAsync(method, path, ContentOf(body), etag);
        return await BodyAsync<T>(response);
    }

    private async Task DoAsync(HttpMethod method, string path, object? body = null, string? etag = null)
    {
        using var response = await SendAsync(method, path, ContentOf(body), etag);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content = null, string? etag = null)
    {
        using var request = NewRequest(method, path);
        request.Content = content;
        if (etag is not null)
            request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{etag}\""));
        return await AnswerAsync(http, request, HttpCompletionOption.ResponseContentRead, Aborted);
    }

    private HttpRequestMessage NewRequest(HttpMethod method, string path)
    {
        if (Session?.Owner is { } owner)
            path = QueryHelpers.AddQueryString(path, "userId", owner);
        return RequestFor(accessor.HttpContext, method, path);
    }

    /// <summary>Creates a request as the signed-in person. The API limits attempts by IP address, so it must see the browser's, not ours.</summary>
    internal static HttpRequestMessage RequestFor(HttpContext? context, HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, path);
        if (context?.Features.Get<WebSession>() is { } session)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", session.Token);
        if (context?.Connection.RemoteIpAddress is { } address)
            request.Headers.TryAddWithoutValidation("X-Forwarded-For", address.ToString());
        return request;
    }

    /// <summary>Sends a request and returns its successful response.</summary>
    /// <exception cref="ApiException">The API rejected the request or is unreachable.</exception>
    internal static async Task<HttpResponseMessage> AnswerAsync(HttpClient client, HttpRequestMessage request, HttpCompletionOption until, CancellationToken cancellation)
    {
        HttpResponseMessage response;
        try
        {
            response = await client.SendAsync(request, until, cancellation);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested
            && fault is HttpRequestException or TimeoutRejectedException or BrokenCircuitException or TaskCanceledException)
        {
            throw new ApiException(ApiProblem.Unreachable, fault);
        }

        if (response.IsSuccessStatusCode)
            return response;
        using (response)
            throw new ApiException(await ApiProblem.ReadAsync(response, cancellation));
    }

    private async Task<T> BodyAsync<T>(HttpResponseMessage response) =>
        await response.Content.ReadFromJsonAsync<T>(Json, Aborted) ?? throw new JsonException($"The API's response is empty; expected {typeof(T).Name}.");

    private static JsonContent? ContentOf(object? body) => body is null ? null : JsonContent.Create(body, body.GetType(), options: Json);

    private static string Path(string path, params (string Name, object? Value)[] query) => QueryHelpers.AddQueryString(
        path, query.Where(one => one.Value is not (null or "")).Select(one => KeyValuePair.Create(one.Name, Convert.ToString(one.Value, System.Globalization.CultureInfo.InvariantCulture))));

    private static string Esc(string part) => Uri.EscapeDataString(part);
}
