using Microsoft.AspNetCore.Diagnostics;

namespace TuroEzpass.Api.Http;

/// <summary>Adds a problem document to the framework's empty error responses, whatever the client accepts.</summary>
internal static class BareAnswers
{
    public static IApplicationBuilder UseProblemsForBareAnswers(this IApplicationBuilder app) => app.UseStatusCodePages(TellAsync);

    private static Task TellAsync(StatusCodeContext bare)
    {
        var (title, detail) = bare.HttpContext.Response.StatusCode switch
        {
            StatusCodes.Status400BadRequest => ("Invalid request", "The request does not match the API. /openapi/v1.json describes what each endpoint accepts."),
            StatusCodes.Status404NotFound => ("Not found", "There is nothing at this address. /openapi/v1.json lists all addresses."),
            StatusCodes.Status405MethodNotAllowed => ("Method not allowed", "This address does not support this HTTP method. The Allow header lists the methods that it supports."),
            StatusCodes.Status413PayloadTooLarge => (Faults.TooLarge, Faults.SendLess),
            StatusCodes.Status415UnsupportedMediaType => ("Unsupported media type", "Send the body with the Content-Type that /openapi/v1.json specifies, usually application/json."),
            StatusCodes.Status504GatewayTimeout => (Faults.TooLong, Faults.AskForLess),
            < 500 => ("Invalid request", "The request does not match the API. /openapi/v1.json describes what each endpoint accepts."),
            _ => (Faults.OwnFault, Faults.TellTheOperator),
        };
        return Problems.Of(bare.HttpContext.Response.StatusCode, title, detail).ExecuteAsync(bare.HttpContext);
    }
}
