using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Timeouts;
using Scalar.AspNetCore;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Alerts;
using TuroEzpass.Api.Health;
using TuroEzpass.Api.Http;
using TuroEzpass.Api.Ledgers;
using TuroEzpass.Api.Reporting;
using TuroEzpass.Api.Uploads;
using TuroEzpass.Core.Operations;
using TuroEzpass.ServiceDefaults;
using TuroEzpass.Storage;

namespace TuroEzpass.Api;

/// <summary>Builds the HTTP API, for the service's <c>Program.cs</c> and for <c>turoezpass serve</c>.</summary>
public static class ApiHost
{
    private const int MostBodyBytes = 1024 * 1024;
    private const int DeepestJson = 16;
    private static readonly TimeSpan RequestTime = TimeSpan.FromSeconds(30);

    /// <summary>Builds the API without starting it.</summary>
    /// <param name="args">The command line: configuration keys such as <c>--urls</c>.</param>
    /// <param name="configure">Changes the builder before the services are added; for programs that host the API.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        // Not the working directory: the service has no files there.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory, ApplicationName = "TuroEzpass.Api" });
        configure?.Invoke(builder);
        builder.AddServiceDefaults();
        builder.Services.AddTuroEzpassStorage(builder.Configuration);
        builder.Services.AddStoreHealthCheck();
        builder.Services.AddOriginalsHealthCheck();
        builder.Services.AddFigureReporting();
        builder.Services.AddAlerts();
        builder.Services.AddTuroEzpassAccess(builder.Configuration);
        builder.Services.AddSingleton<LedgerPool>().AddHostedService<IdleLedgers>().AddHostedService<LedgerUpgrades>().AddSingleton<LedgerClock>().AddSingleton<LedgerFigures>().AddSingleton<AnswerCache>()
            .AddSingleton<RunDays>().AddSingleton<MaintenanceSwitch>().AddSingleton<StrandedWork>().AddSingleton<MaintenanceGate>().AddSingleton<ReminderBook>();
        builder.Services.AddImports(builder.Configuration);
        AddHttp(builder);
        var app = builder.Build();
        app.UseSafeHeaders();
        app.UseExceptionHandler();
        app.UseProblemsForBareAnswers();
        app.UseHeadAsGet();
        app.UseRouting();
        app.UseCors();
        app.UseRequestTimeouts();
        app.UseTuroEzpassAccess();
        app.UseMiddleware<MaintenanceGate>();
        app.MapDefaultEndpoints();
        app.MapOpenApi().AllowAnonymous();
        app.MapScalarApiReference("/scalar", Reference).AllowAnonymous();
        app.MapGroup("/api")
            .MapSignInApi().MapTokensApi().MapMembersApi().MapPeopleApi()
            .MapTollsApi().MapDecisionsApi().MapReviewApi().MapTripsApi().MapHandoversApi().MapRemindersApi().MapClaimsApi().MapVehiclesApi().MapAnalyticsApi()
            .MapImportsApi().MapImportColumnsApi().MapRunsApi().MapScrapeApi().MapEventsApi()
            .MapMaintenanceApi().MapOperationsApi().MapQueuesApi().MapTestOwnersApi()
            .MapReportsApi().MapErasuresApi().MapSettingsApi().MapPortalsApi().MapNotificationsApi().MapAlertsApi().MapAuditApi().MapExportApi().MapProofLinks();
        return app;
    }

    /// <summary>The API reference page. It loads nothing from other hosts and links to none.</summary>
    private static void Reference(ScalarOptions page) =>
        page.WithTitle("TuroEzpass API").DisableDefaultFonts().DisableAgent().DisableMcp().DisableTelemetry().HideDeveloperTools().HideClientButton();

    private static void AddHttp(WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection(ApiOptions.Section).Get<ApiOptions>(binder => binder.ErrorOnUnknownConfiguration = true) ?? new ApiOptions();
        builder.Services.AddOptions<ApiOptions>().BindConfiguration(ApiOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MostBodyBytes;
        });
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.Configure<JsonOptions>(json =>
        {
            json.SerializerOptions.MaxDepth = DeepestJson;
            // A missing property must not silently become zero or null.
            json.SerializerOptions.RespectRequiredConstructorParameters = true;
            json.SerializerOptions.RespectNullableAnnotations = true;
            json.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        });
        builder.Services.AddProblemDetails().AddExceptionHandler<Faults>();
        builder.Services.AddRequestTimeouts(timeouts => timeouts.DefaultPolicy = new RequestTimeoutPolicy { Timeout = RequestTime, TimeoutStatusCode = StatusCodes.Status504GatewayTimeout });
        builder.Services.AddRateLimits(options);
        builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins([.. options.CorsOrigins]).AllowAnyHeader().WithMethods("GET", "HEAD", "POST", "PUT", "DELETE").WithExposedHeaders("ETag", "Location", "Retry-After", IdempotencyKeys.ReplayedHeader)));
        builder.Services.AddOpenApi(OpenApiDocuments.Configure);
    }
}
