using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.Filters;

namespace TuroEzpass.Web.Ui;

/// <summary>Loads the <see cref="Viewer"/> before a page model runs.</summary>
internal sealed class ViewerFilter(Viewer viewer) : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        // Anonymous pages need no viewer. The error page is one: loading the viewer may be what failed.
        if (context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null)
            await viewer.LoadAsync();
        await next();
    }
}
