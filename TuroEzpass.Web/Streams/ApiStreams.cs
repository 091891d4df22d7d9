using Microsoft.AspNetCore.WebUtilities;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.SignIn;

namespace TuroEzpass.Web.Streams;

/// <summary>What is passed on between browser and API byte by byte, and never held as a whole.</summary>
public sealed class ApiStreams(IHttpClientFactory clients)
{
    /// <summary>The client's name: without retries and time limits, for a body can be sent once and events have no end.</summary>
    public const string ClientName = "api-streams";

    /// <summary>The API's good answer, whose body has still to be read.</summary>
    /// <exception cref="ApiException">The API refused, or could not be reached.</exception>
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

    /// <summary>Passes a file on.</summary>
    /// <param name="context">The browser's request.</param>
    /// <param name="path">The file's place at the API.</param>
    /// <param name="isShown">In the page, and not as a download.</param>
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
