using Microsoft.AspNetCore.Mvc.Filters;

namespace TuroEzpass.Web.Ui;

/// <summary>Fills the <see cref="Viewer"/> before a page model runs.</summary>
internal sealed class ViewerFilter(Viewer viewer) : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        // Error pages show the frame without anybody's data: what failed may be the very question who this is.
        if (!context.ActionDescriptor.ViewEnginePath.StartsWith("/Errors/", StringComparison.Ordinal))
            await viewer.LoadAsync();
        await next();
    }
}
