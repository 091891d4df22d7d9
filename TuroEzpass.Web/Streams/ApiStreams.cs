using Microsoft.AspNetCore.WebUtilities;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.SignIn;

namespace TuroEzpass.Web.Streams;

/// <summary>Streams data between browser and API without buffering it as a whole.</summary>
public sealed class ApiStreams(IHttpClientFactory clients)
{
    /// <summary>The HTTP client's name. It has no retries, because a body can be sent only once, and no timeouts, because event streams never end.</summary>
    public const string ClientName = "api-streams";

    /// <summary>Returns the API's successful response, with its body unread.</summary>
    /// <exception cref="ApiException">The API rejected the request or is unreachable.</exception>
    public Task<HttpResponseMessage> SendAsync(HttpContext context, HttpMethod method, string path, HttpContent? content = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Features.Get<WebSession>()?.Owner is { } owner)
            path = QueryHelpers.AddQueryString(path, "userId", owner);
        var request = ApiClient.RequestFor(context, method, path);
        request.Content = content;
        context.Response.RegisterForDispose(request);
        return ApiClient.AnswerAsync(clients.CreateClient(ClientName), request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
    }

    /// <summary>Streams a file from the API to the browser.</summary>
    /// <param name="context">The browser's request.</param>
    /// <param name="path">The file's API path.</param>
    /// <param name="isShown">Whether to show it inline, rather than download it.</param>
    public async Task PassFileAsync(HttpContext context, string path, bool isShown)
    {
        using var answer = await SendAsync(context, HttpMethod.Get, path);
        var name = answer.Content.Headers.ContentDisposition?.FileName;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        context.Response.ContentLength = answer.Content.Headers.ContentLength;
        context.Response.Headers.CacheControl = "private, no-store";
        if (name is not null)
            context.Response.Headers.ContentDisposition = $"{(isShown ? "inline" : "attachment")}; filename={name}";
        await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
