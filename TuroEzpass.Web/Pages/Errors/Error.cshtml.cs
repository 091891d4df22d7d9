using System.Diagnostics;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages.Errors;

/// <summary>The error page: what went wrong, and what to do.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, ResponseCache(NoStore = true)]
public sealed class ErrorModel : PageModel
{
    /// <summary>What is wrong.</summary>
    public string Title { get; private set; } = "";

    /// <summary>What to do.</summary>
    public string Text { get; private set; } = "";

    /// <summary>The trace ID of the error; null if the program did not fail.</summary>
    public string? Trace { get; private set; }

    /// <summary>Whether trying again can help.</summary>
    public bool MayRetry { get; private set; }

    /// <summary>The page that was requested.</summary>
    public string Again { get; private set; } = "/";

    /// <summary>Shows the error.</summary>
    public void OnGet(int code) => Show(code);

    /// <summary>Shows the error of a form.</summary>
    public void OnPost(int code) => Show(code);

    private void Show(int code)
    {
        var problem = HttpContext.Features.Get<Fault>()?.Problem;
        var asked = HttpContext.Features.Get<IStatusCodeReExecuteFeature>();
        // Opened by its address: there is no error to show.
        if (asked is null)
            code = Response.StatusCode = StatusCodes.Status404NotFound;
        (Title, Text) = code switch
        {
            _ when problem?.IsMaintenance == true => ("Down for maintenance", problem.Detail),
            _ when problem?.IsUnreachable == true => ("Server not responding", "No saved data has been lost. The server is usually back within a minute. This page retries automatically."),
            400 => ("Form out of date", "Go back, reload the page and submit the form again."),
            403 => ("You don’t have access", problem?.Detail ?? "Ask the host of this account for access."),
            404 => ("Not found", problem?.Detail ?? "This page does not exist. Check the address."),
            429 => ("Too many requests", problem?.Detail ?? "Wait a moment, then try again."),
            < 500 => ("Request rejected", problem?.Detail ?? "The server could not process this request."),
            _ => ("Something went wrong", "We logged the error. Try again. If it keeps happening, give the operator this trace ID."),
        };
        MayRetry = code is 429 or >= 500;
        Trace = code == 500 || (code > 500 && problem is not { IsUnreachable: true } and not { IsMaintenance: true }) ? problem?.TraceId ?? Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier : null;
        if (asked is not null && HttpMethods.IsGet(Request.Method))
            Again = asked.OriginalPath + asked.OriginalQueryString;
    }
}
