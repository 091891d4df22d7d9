using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TuroEzpass.Web.Client;

namespace TuroEzpass.Web.Ui;

/// <summary>What every page model here is: it asks the API, and shows its problems beside the form they came from. What a page does not
/// catch becomes an error page: 401 leads to the sign-in page, 403, 404 and 503 to pages of their own.</summary>
public abstract class AppPage(ApiClient api) : PageModel
{
    /// <summary>The API, for the person who is signed in.</summary>
    protected ApiClient Api { get; } = api;

    /// <summary>Why the last action was refused; <c>&lt;partial name="_Problem" model="Model.Problem" /&gt;</c> shows it.</summary>
    public ApiProblem? Problem { get; private set; }

    /// <summary>What the last action came to; shown once after the redirect, at the top of the next page.</summary>
    [TempData]
    public string? Flash { get; set; }

    /// <summary>Does something that the API may refuse.</summary>
    /// <returns>Whether it was done; otherwise <see cref="Problem"/> says why, and the answer has its status.</returns>
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

    /// <summary>Shows why something was refused; the answer has its status.</summary>
    protected void Refuse(ApiProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        Problem = problem;
        Response.StatusCode = problem.Status;
    }
}
