using Microsoft.AspNetCore.Diagnostics;

namespace TuroEzpass.Api.Http;

/// <summary>Gives a problem document to the answers that the framework makes without one, whatever the client says that it accepts.</summary>
internal static class BareAnswers
{
    public static IApplicationBuilder UseProblemsForBareAnswers(this IApplicationBuilder app) => app.UseStatusCodePages(TellAsync);

    private static Task TellAsync(StatusCodeContext bare)
    {
        var (title, detail) = bare.HttpContext.Response.StatusCode switch
        {
            StatusCodes.Status400BadRequest => ("The request is wrong", "Compare it with /openapi/v1.json."),
            StatusCodes.Status404NotFound => ("Not found", "There is nothing at this address. /openapi/v1.json lists what there is."),
            StatusCodes.Status405MethodNotAllowed => ("Another method", "This address takes other methods; the header Allow lists them."),
            StatusCodes.Status413PayloadTooLarge => (Faults.TooLarge, Faults.SendLess),
            StatusCodes.Status415UnsupportedMediaType => ("Another content type", "Send the body with the Content-Type that /openapi/v1.json names, most often application/json."),
            StatusCodes.Status504GatewayTimeout => (Faults.TooLong, Faults.AskForLess),
            < 500 => ("The request is wrong", "Compare it with /openapi/v1.json."),
            _ => (Faults.OwnFault, Faults.TellTheOperator),
        };
        return Problems.Of(bare.HttpContext.Response.StatusCode, title, detail).ExecuteAsync(bare.HttpContext);
    }
}
