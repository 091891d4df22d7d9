using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Diagnostics;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.SignIn;

namespace TuroEzpass.Web.Ui;

/// <summary>Why a request failed, for its error page.</summary>
/// <param name="Problem">The API's problem; null for an error in the dashboard itself.</param>
public sealed record Fault(ApiProblem? Problem);

/// <summary>Turns exceptions into error pages. The pipeline runs again at <c>/errors/…</c> to render the page.</summary>
internal sealed partial class FaultPages(ILogger<FaultPages> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = (exception as ApiException)?.Problem;
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        if (problem?.Status == StatusCodes.Status401Unauthorized)
        {
            await httpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
            if (SignInServices.IsForScripts(httpContext.Request))
                httpContext.Response.StatusCode = StatusCodes.Status401Unauthorized;
            else
                httpContext.Response.Redirect(ReturnUrls.SignIn(httpContext.Request));
            return true;
        }

        if (problem is null)
            Failed(logger, exception.GetType().Name, exception);
        else if (problem.Status >= StatusCodes.Status500InternalServerError)
            ApiFailed(logger, problem.Status, problem.Title, exception);
        httpContext.Features.Set(new Fault(problem));
        httpContext.Response.StatusCode = exception switch
        {
            AntiforgeryValidationException => StatusCodes.Status400BadRequest,
            BadHttpRequestException bad => bad.StatusCode,
            _ => problem?.Status ?? StatusCodes.Status500InternalServerError,
        };
        if (problem?.RetryAfter is { } after)
            httpContext.Response.Headers.RetryAfter = ((int)Math.Ceiling(after.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        // UseStatusCodePagesWithReExecute renders the page for an empty response with an error status.
        return true;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A page failed with {Kind}")]
    private static partial void Failed(ILogger logger, string kind, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The API failed with {Status} {Title}")]
    private static partial void ApiFailed(ILogger logger, int status, string title, Exception exception);
}
