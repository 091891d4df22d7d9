using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TuroEzpass.Api.Alerts.Channels;

namespace TuroEzpass.Tests.Alerts;

/// <summary>Stands in for Slack and PagerDuty: Kestrel with https on a free port of this machine, with a certificate that only
/// the tests trust.</summary>
public sealed class HookServer : IAsyncDisposable
{
    public const string Host = "localhost";
    private readonly WebApplication app;
    private readonly X509Certificate2 certificate;

    private HookServer(WebApplication app, X509Certificate2 certificate) => (this.app, this.certificate) = (app, certificate);

    /// <summary>The posted requests: path and body.</summary>
    public ConcurrentQueue<(string Path, JsonElement Body)> Posted { get; } = [];

    /// <summary>The status of its responses.</summary>
    public int Status { get; set; } = 200;

    /// <summary>The target of its redirects.</summary>
    public string? Location { get; set; }

    public Uri Address { get; private set; } = null!;

    public static async Task<HookServer> StartAsync()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={Host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Host);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var app = builder.Build();
        var server = new HookServer(app, certificate);
        app.MapFallback(async (HttpRequest call, HttpResponse answer) =>
        {
            server.Posted.Enqueue((call.Path, call.ContentLength > 0 ? (await JsonDocument.ParseAsync(call.Body)).RootElement : default));
            answer.StatusCode = server.Status;
            if (server.Location is { } to)
                answer.Headers.Location = to;
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        server.Address = new Uri($"https://{Host}:{new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port}");
        return server;
    }

    /// <summary>A transport that trusts this server and may reach it.</summary>
    internal HookTransport Transport(params string[] hosts) => new(
        hosts.Length == 0 ? [Host] : hosts, allowLoopback: true, (_, _) => Task.FromResult(new[] { IPAddress.Loopback }),
        (_, presented, _, _) => presented?.GetCertHashString() == certificate.GetCertHashString());

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        certificate.Dispose();
    }
}
