using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TuroEzpass.Api.Access;
using TuroEzpass.ServiceDefaults;
using Yarp.ReverseProxy.Transforms;

namespace TuroEzpass.Cli.Serve;

/// <summary>What browsers and scripts reach: passes the API's paths on to it.</summary>
internal static class FrontHost
{
    private static readonly string[] ApiPaths = ["/api/{**rest}", "/openapi/{**rest}", "/scalar/{**rest}"];

    public static WebApplication Build(ServeOptions options, string api, Action<IConfigurationBuilder> configure)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = ["--urls", options.Urls, "--behind-proxy", options.IsBehindProxy ? "true" : "false"],
            ContentRootPath = AppContext.BaseDirectory,
        });
        configure(builder.Configuration);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // The API has its own limits.
            kestrel.Limits.MaxRequestBodySize = null;
        });
        builder.AddDefaultHealthChecks();
        builder.Services.AddHttpForwarder();
        builder.Services.AddHostedService<BindingGuard>();
        var app = builder.Build();
        foreach (var path in ApiPaths)
            app.MapForwarder(path, api, transforms => transforms.AddXForwarded());
        app.MapDefaultEndpoints();
        app.MapGet("/", () => Microsoft.AspNetCore.Http.TypedResults.Redirect("/scalar/"));
        return app;
    }
}
