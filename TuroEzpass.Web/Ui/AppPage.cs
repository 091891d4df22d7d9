using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TuroEzpass.Web.Client;

namespace TuroEzpass.Web.Ui;

/// <summary>The base of all page models. It calls the API and shows its problems next to the form that caused them. A problem that a page does not
/// catch becomes an error page: 401 redirects to the sign-in page; 403, 404 and 503 each have a page.</summary>
public abstract class AppPage(ApiClient api) : PageModel
{
    /// <summary>The API, called as the signed-in person.</summary>
    protected ApiClient Api { get; } = api;

    /// <summary>Why the last action failed; <c>&lt;partial name="_Problem" model="Model.Problem" /&gt;</c> shows it.</summary>
    public ApiProblem? Problem { get; private set; }

    /// <summary>The result of the last action, shown once at the top of the page after the redirect.</summary>
    [TempData]
    public string? Flash { get; set; }

    /// <summary>Runs an action that the API may reject.</summary>
    /// <returns>Whether it succeeded. If not, <see cref="Problem"/> says why, and the response has the problem's status.</returns>
    protected async Task<bool> TryAsync(Func<Task> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        try
        {
            await action();
            return true;
        }
        catch (ApiException fault) when (fault.Problem.Status is >= 400 and < 500 and not 401)
        {
            Refuse(fault.Problem);
            return false;
        }
    }

    /// <summary>Shows a problem. The response has its status.</summary>
    protected void Refuse(ApiProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        Problem = problem;
        Response.StatusCode = problem.Status;
    }
}
