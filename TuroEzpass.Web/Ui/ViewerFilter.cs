using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.Filters;

namespace TuroEzpass.Web.Ui;

/// <summary>Fills the <see cref="Viewer"/> before a page model runs.</summary>
internal sealed class ViewerFilter(Viewer viewer) : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        // A page for everybody needs nobody's data. The error page is one: what failed may be the very question who this is.
        if (context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null)
            await viewer.LoadAsync();
        await next();
    }
}
