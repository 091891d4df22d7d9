using System.Diagnostics;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages.Errors;

/// <summary>What a person reads when something went wrong: what, and what to do.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, ResponseCache(NoStore = true)]
public sealed class ErrorModel : PageModel
{
    /// <summary>What is wrong.</summary>
    public string Title { get; private set; } = "";

    /// <summary>What to do.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Where the fault was noted; null where it is no fault of the program.</summary>
    public string? Trace { get; private set; }

    /// <summary>Whether trying again can help.</summary>
    public bool MayRetry { get; private set; }

    /// <summary>The page that was wanted.</summary>
    public string Again { get; private set; } = "/";

    /// <summary>Shows it.</summary>
    public void OnGet(int code) => Show(code);

    /// <summary>Shows it for a form that failed.</summary>
    public void OnPost(int code) => Show(code);

    private void Show(int code)
    {
        var problem = HttpContext.Features.Get<Fault>()?.Problem;
        var asked = HttpContext.Features.Get<IStatusCodeReExecuteFeature>();
        // Whoever types this page's address has no fault to look at.
        if (asked is null)
            code = Response.StatusCode = StatusCodes.Status404NotFound;
        (Title, Text) = code switch
        {
            _ when problem?.IsMaintenance == true => ("Closed for maintenance", problem.Detail),
            _ when problem?.IsUnreachable == true => ("The server does not answer", "Nothing that was saved is lost. It usually is back within a minute; this page tries again by itself."),
            400 => ("The form was out of date", "Go back, load the page again and send it once more."),
            403 => ("Not for you", problem?.Detail ?? "You may not see this. Ask the host of this account."),
            404 => ("Not found", problem?.Detail ?? "There is no such page. Perhaps the address was mistyped."),
            429 => ("Too much at once", problem?.Detail ?? "Wait a moment, then try again."),
            < 500 => ("That can't be done", problem?.Detail ?? "The request was refused."),
            _ => ("Something went wrong", "It was noted. Try again; if it stays so, tell the operator the trace id."),
        };
        MayRetry = code is 429 or >= 500;
        Trace = code == 500 || (code > 500 && problem is not { IsUnreachable: true } and not { IsMaintenance: true }) ? problem?.TraceId ?? Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier : null;
        if (asked is not null && HttpMethods.IsGet(Request.Method))
            Again = asked.OriginalPath + asked.OriginalQueryString;
    }
}
