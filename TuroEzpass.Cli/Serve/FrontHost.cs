using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TuroEzpass.Api.Access;
using TuroEzpass.ServiceDefaults;
using TuroEzpass.Web;
using Yarp.ReverseProxy.Transforms;

namespace TuroEzpass.Cli.Serve;

/// <summary>The server that browsers and scripts reach: the dashboard, which forwards API paths to the API.</summary>
internal static class FrontHost
{
    private const string ReferencePolicy = "reference";
    private static readonly string[] ApiPaths = ["/api/{**rest}", "/openapi/{**rest}"];

    public static WebApplication Build(ServeOptions options, string api, Action<IConfigurationBuilder> configure)
    {
        var app = WebHost.Build(["--urls", options.Urls, "--behind-proxy", options.IsBehindProxy ? "true" : "false", "--Web:Api", api], builder =>
        {
            configure(builder.Configuration);
            builder.ShareProcess();
            // The API applies its own limits.
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
            builder.Services.AddHttpForwarder();
            builder.Services.AddHostedService<BindingGuard>();
            builder.Services.AddSecurityHeaderPolicies().AddPolicy(ReferencePolicy, policies => policies.AddContentTypeOptionsNoSniff().AddFrameOptionsDeny().AddContentSecurityPolicy(AllowReference));
        });
        foreach (var path in ApiPaths)
            app.MapForwarder(path, api, transforms => transforms.AddXForwarded()).AllowAnonymous();
        app.MapForwarder("/scalar/{**rest}", api, transforms => transforms.AddXForwarded()).AllowAnonymous().WithSecurityHeadersPolicy(ReferencePolicy);
        return app;
    }

    /// <summary>The API reference page is a library's: it uses inline scripts and styles. It may still connect only to this server.</summary>
    private static void AllowReference(CspBuilder policy)
    {
        policy.AddDefaultSrc().None();
        policy.AddScriptSrc().Self().UnsafeInline();
        policy.AddStyleSrc().Self().UnsafeInline();
        policy.AddImgSrc().Self().Data();
        policy.AddFontSrc().Self().Data();
        policy.AddConnectSrc().Self();
        policy.AddFrameAncestors().None();
        policy.AddBaseUri().None();
    }
}
