using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.WebEncoders;
using TuroEzpass.ServiceDefaults;
using TuroEzpass.Web.Assets;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Keys;
using TuroEzpass.Web.SignIn;
using TuroEzpass.Web.Streams;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web;

/// <summary>Builds the dashboard, for the service's own <c>Program.cs</c> and for <c>turoezpass serve</c>.</summary>
public static class WebHost
{
    /// <summary>Builds the dashboard without starting it.</summary>
    /// <param name="args">Command-line configuration, such as <c>--urls</c>.</param>
    /// <param name="configure">Changes the builder before the services are added, for programs that host the dashboard.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        // ASP.NET finds the pages by the assembly's name. The running program may have a different name.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory, ApplicationName = "TuroEzpass.Web" });
        configure?.Invoke(builder);
        var options = builder.Configuration.GetSection(WebOptions.Section).Get<WebOptions>(binder => binder.ErrorOnUnknownConfiguration = true) ?? new WebOptions();
        builder.AddServiceDefaults();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        // It warns for each new key that keys are stored unencrypted. The store is responsible for encryption at rest.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);
        builder.Services.AddKeyRing(builder.Configuration).AddSignIn(options, builder.Configuration);
        builder.Services.AddHttpContextAccessor().AddSingleton<SiteAssets>().AddSingleton<ApiStreams>().AddScoped<Viewer>();
        builder.Services.AddExceptionHandler<FaultPages>();
        AddApi(builder.Services, options.Api);
        AddPages(builder.Services);
        var app = builder.Build();
        app.UseForwardedHeaders();
        app.UseSecurityHeaders(Security.Headers);
        // Scripts only need the status code; error pages are for people.
        app.UseWhen(context => !SignInServices.IsForScripts(context.Request), people => people.UseStatusCodePagesWithReExecute("/errors/{0}"));
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = _ => Task.CompletedTask });
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapDefaultEndpoints();
        app.MapGet("/assets/{version}/{**name}", (string version, string name, HttpContext context, SiteAssets assets) => assets.Answer(version, name, context)).AllowAnonymous();
        app.MapStreams();
        app.MapRazorPages();
        return app;
    }

    private static void AddApi(IServiceCollection services, Uri address)
    {
        services.AddHttpClient<ApiClient>(client => client.BaseAddress = address);
        // Retry only safe methods: a repeated change may happen twice.
        services.ConfigureAll<HttpStandardResilienceOptions>(resilience =>
        {
            resilience.Retry.DisableForUnsafeHttpMethods();
            // A person is waiting. An error page that retries automatically is better than a long delay.
            resilience.Retry.MaxRetryAttempts = 2;
            resilience.Retry.Delay = TimeSpan.FromMilliseconds(200);
            // A response with Retry-After (maintenance, too many requests) is not an outage. Show it at once, without retries or an open circuit.
            var (retry, broken) = (resilience.Retry.ShouldHandle, resilience.CircuitBreaker.ShouldHandle);
            resilience.Retry.ShouldHandle = outcome => outcome.Outcome.Result?.Headers.RetryAfter is not null ? ValueTask.FromResult(false) : retry(outcome);
            resilience.CircuitBreaker.ShouldHandle = outcome => outcome.Outcome.Result?.Headers.RetryAfter is not null ? ValueTask.FromResult(false) : broken(outcome);
        });
        var streams = services.AddHttpClient(ApiStreams.ClientName, client => (client.BaseAddress, client.Timeout) = (address, Timeout.InfiniteTimeSpan));
#pragma warning disable EXTEXP0001 // The only way to remove the default timeouts from one client. Experimental since version 9.
        streams.RemoveAllResilienceHandlers();
#pragma warning restore EXTEXP0001
    }

    private static void AddPages(IServiceCollection services)
    {
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "turoezpass-form";
            antiforgery.Cookie.HttpOnly = true;
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            antiforgery.SuppressXFrameOptionsHeader = true;
        });
        services.Configure<CookieTempDataProviderOptions>(flash =>
        {
            flash.Cookie.Name = "turoezpass-flash";
            flash.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            flash.Cookie.SameSite = SameSiteMode.Lax;
            flash.Cookie.IsEssential = true;
        });
        // Non-ASCII letters stay readable in the page's source. HTML's special characters are still encoded.
        services.Configure<WebEncoderOptions>(encoder => encoder.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.Configure<RouteOptions>(routes => routes.LowercaseUrls = true);
        services.AddRazorPages().AddMvcOptions(mvc => mvc.Filters.Add<ViewerFilter>());
        services.AddSingleton<CookieTempDataProvider>().Replace(ServiceDescriptor.Singleton<ITempDataProvider, PageNotes>());
    }
}
