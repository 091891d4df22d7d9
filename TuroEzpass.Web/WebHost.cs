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
    /// <summary>The dashboard, ready to be run.</summary>
    /// <param name="args">Command line: configuration keys such as <c>--urls</c>.</param>
    /// <param name="configure">Changes the builder before the services are added; for hosts that run it inside.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        // The name tells ASP.NET in which assembly the pages are, whatever program this runs in.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory, ApplicationName = "TuroEzpass.Web" });
        configure?.Invoke(builder);
        var options = builder.Configuration.GetSection(WebOptions.Section).Get<WebOptions>(binder => binder.ErrorOnUnknownConfiguration = true) ?? new WebOptions();
        builder.AddServiceDefaults();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        // It warns at each new key that the ring is only as safe at rest as the store is; that is how it is meant.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);
        builder.Services.AddKeyRing(builder.Configuration).AddSignIn(options, builder.Configuration);
        builder.Services.AddHttpContextAccessor().AddSingleton<SiteAssets>().AddSingleton<ApiStreams>().AddScoped<Viewer>();
        builder.Services.AddExceptionHandler<FaultPages>();
        AddApi(builder.Services, options.Api);
        AddPages(builder.Services);
        var app = builder.Build();
        app.UseForwardedHeaders();
        app.UseSecurityHeaders(Security.Headers);
        // A script reads the status; only people get a page.
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
        // What was asked for twice may happen twice: only questions are repeated.
        services.ConfigureAll<HttpStandardResilienceOptions>(resilience =>
        {
            resilience.Retry.DisableForUnsafeHttpMethods();
            // A person waits: better a page that tries again by itself than a long silence.
            resilience.Retry.MaxRetryAttempts = 2;
            resilience.Retry.Delay = TimeSpan.FromMilliseconds(200);
            // Who says when to come back (maintenance, too many requests) is well, and means the person: they are told at once, and the API is not taken for broken.
            var (retry, broken) = (resilience.Retry.ShouldHandle, resilience.CircuitBreaker.ShouldHandle);
            resilience.Retry.ShouldHandle = outcome => outcome.Outcome.Result?.Headers.RetryAfter is not null ? ValueTask.FromResult(false) : retry(outcome);
            resilience.CircuitBreaker.ShouldHandle = outcome => outcome.Outcome.Result?.Headers.RetryAfter is not null ? ValueTask.FromResult(false) : broken(outcome);
        });
        var streams = services.AddHttpClient(ApiStreams.ClientName, client => (client.BaseAddress, client.Timeout) = (address, Timeout.InfiniteTimeSpan));
#pragma warning disable EXTEXP0001 // The only way to take the defaults' time limits off one client; it has been so since version 9.
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
        // Names stay readable in the page's source; what matters to HTML is encoded all the same.
        services.Configure<WebEncoderOptions>(encoder => encoder.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.Configure<RouteOptions>(routes => routes.LowercaseUrls = true);
        services.AddRazorPages().AddMvcOptions(mvc => mvc.Filters.Add<ViewerFilter>());
        services.AddSingleton<CookieTempDataProvider>().Replace(ServiceDescriptor.Singleton<ITempDataProvider, PageNotes>());
    }
}
