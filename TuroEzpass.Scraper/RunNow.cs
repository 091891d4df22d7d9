using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using NodaTime;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Scraper;

/// <summary>The endpoint for the command "Run now" of Aspire's dashboard. It exists only if <see cref="ScraperOptions.RunNowKey"/>
/// is set; the AppHost creates a new key for each run. Users start collections through the API.</summary>
internal static class RunNow
{
    /// <summary>The header that contains the key.</summary>
    public const string Header = "X-Run-Now-Key";

    public static WebApplication MapRunNow(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<ScraperOptions>>().Value.RunNowKey is { Length: > 0 } key)
            app.MapPost("/run-now", (HttpRequest request, IRecordStore records, IWorkQueue queue, IClock clock) => AskAsync(request, key, records, queue, clock));
        return app;
    }

    private static async Task<IResult> AskAsync(HttpRequest request, string key, IRecordStore records, IWorkQueue queue, IClock clock)
    {
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(request.Headers[Header].ToString()), Encoding.UTF8.GetBytes(key)))
            return TypedResults.Unauthorized();
        await new ScrapeRequests(records, queue, clock).AskEverybodyAsync(request.HttpContext.RequestAborted);
        return TypedResults.Accepted((string?)null);
    }
}
