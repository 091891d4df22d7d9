using TuroEzpass.Web.Client;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages.Settings;

/// <summary>The export of all data of an owner.</summary>
public sealed class ExportModel(ApiClient api, Viewer viewer) : AppPage(api)
{
    /// <summary>Shows the page. Co-hosts can't export.</summary>
    public Microsoft.AspNetCore.Mvc.IActionResult OnGet() => viewer.May(Contracts.Scope.Manage) ? Page() : StatusCode(StatusCodes.Status403Forbidden);
}
