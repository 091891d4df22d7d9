using TuroEzpass.Web.Client;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages.Settings;

/// <summary>Everything of this owner as one file.</summary>
public sealed class ExportModel(ApiClient api, Viewer viewer) : AppPage(api)
{
    /// <summary>Shows what it holds; co-hosts have no export.</summary>
    public Microsoft.AspNetCore.Mvc.IActionResult OnGet() => viewer.May(Contracts.Scope.Manage) ? Page() : StatusCode(StatusCodes.Status403Forbidden);
}
