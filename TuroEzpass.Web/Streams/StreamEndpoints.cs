using Microsoft.AspNetCore.Http.Features;
using TuroEzpass.Web.Client;

namespace TuroEzpass.Web.Streams;

/// <summary>The endpoints that stream between browser and API: events, evidence, exports, uploads.</summary>
public static class StreamEndpoints
{
    /// <summary>Maps the endpoints.</summary>
    public static void MapStreams(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/live", LiveAsync);
        routes.MapGet("/evidence/{claim}.pdf", (string claim, bool? show, HttpContext context, ApiStreams api) =>
            api.PassFileAsync(context, $"api/claims/{Uri.EscapeDataString(claim)}/evidence.pdf", show == true));
        routes.MapGet("/evidence/{claim}.png", (string claim, int? page, HttpContext context, ApiStreams api) =>
            api.PassFileAsync(context, $"api/claims/{Uri.EscapeDataString(claim)}/evidence.png?page={page ?? 1}", isShown: true));
        routes.MapGet("/export", (HttpContext context, ApiStreams api) => api.PassFileAsync(context, "api/export", isShown: false));
        routes.MapGet("/reports/{month}/tolls.csv", (string month, HttpContext context, ApiStreams api) =>
            api.PassFileAsync(context, $"api/reports/{Uri.EscapeDataString(month)}/tolls.csv", isShown: false));
        routes.MapGet("/runs/{userId}/{day}/{run}/pages/{hash}", (string userId, string day, string run, string hash, HttpContext context, ApiStreams api) =>
            api.PassFileAsync(context, $"api/runs/{Uri.EscapeDataString(userId)}/{Uri.EscapeDataString(day)}/{Uri.EscapeDataString(run)}/pages/{Uri.EscapeDataString(hash)}", isShown: true));
        routes.MapGet("/runs/{userId}/{day}/{run}/screenshots/{hash}", (string userId, string day, string run, string hash, HttpContext context, ApiStreams api) =>
            api.PassFileAsync(context, $"api/runs/{Uri.EscapeDataString(userId)}/{Uri.EscapeDataString(day)}/{Uri.EscapeDataString(run)}/screenshots/{Uri.EscapeDataString(hash)}", isShown: true));
        routes.MapPost("/uploads", Uploads.TakeAsync).WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(Uploads.MostBytes));
    }

    private static async Task LiveAsync(HttpContext context, ApiStreams api)
    {
        HttpResponseMessage answer;
        try
        {
            answer = await api.SendAsync(context, HttpMethod.Get, "api/events");
        }
        catch (ApiException fault) when (fault.Problem.Status is 403 or 404)
        {
            // This person has no events. 204 tells the browser not to reconnect.
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        using (answer)
        {
            context.Response.ContentType = "text/event-stream";
            context.Response.Headers.CacheControl = "no-store";
            context.Features.Get<IHttpResponseBodyFeature>()!.DisableBuffering();
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await using var events = await answer.Content.ReadAsStreamAsync(context.RequestAborted);
            var buffer = new byte[8192];
            try
            {
                for (int read; (read = await events.ReadAsync(buffer, context.RequestAborted)) > 0;)
                {
                    await context.Response.Body.WriteAsync(buffer.AsMemory(0, read), context.RequestAborted);
                    await context.Response.Body.FlushAsync(context.RequestAborted);
                }
            }
            catch (Exception end) when (end is IOException or OperationCanceledException or HttpRequestException)
            {
                // The browser disconnected or the API restarted. The browser reconnects automatically.
            }
        }
    }
}
