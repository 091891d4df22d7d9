using TuroEzpass.Api.Access;
using TuroEzpass.Api.Uploads;
using TuroEzpass.Api.Ledgers;
using TuroEzpass.ServiceDefaults;
using TuroEzpass.Storage;

namespace TuroEzpass.Api;

/// <summary>Builds the HTTP API, for the service's own <c>Program.cs</c> and for <c>turoezpass serve</c>.</summary>
public static class ApiHost
{
    /// <summary>The API, ready to be run.</summary>
    /// <param name="args">Command line: configuration keys such as <c>--urls</c>.</param>
    /// <param name="configure">Changes the builder before the services are added; for hosts that run it inside.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        // The content root must not be the working folder: services have no files of their own there.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory, ApplicationName = "TuroEzpass.Api" });
        configure?.Invoke(builder);
        builder.AddServiceDefaults();
        builder.Services.AddTuroEzpassStorage(builder.Configuration);
        builder.Services.AddTuroEzpassAccess(builder.Configuration);
        builder.Services.AddSingleton<LedgerPool>();
        builder.Services.AddImports(builder.Configuration);
        var app = builder.Build();
        app.UseTuroEzpassAccess();
        app.MapDefaultEndpoints();
        app.MapGroup("/api").MapSignInApi().MapTokensApi().MapMembersApi().MapPeopleApi().MapImportsApi().MapEventsApi();
        return app;
    }
}
