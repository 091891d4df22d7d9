using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace TuroEzpass.Tests.Distributed;

/// <summary>AWS as the services see it: a proxy in front of the emulator that makes calls fail on request. The emulators don't
/// check signatures, so forwarded calls need no new signature.</summary>
internal sealed partial class FaultyAws : IAsyncDisposable
{
    private static readonly ForwarderRequestConfig Forwarding = new() { ActivityTimeout = TimeSpan.FromMinutes(5) };

    private readonly WebApplication app;
    private readonly HttpMessageInvoker wire = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false, ActivityHeadersPropagator = null });
    private readonly ConcurrentDictionary<string, int> faults = new();

    private FaultyAws(Uri emulator)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = ["--urls", "http://127.0.0.1:0"], ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        builder.Services.AddHttpForwarder();
        app = builder.Build();
        var forwarder = app.Services.GetRequiredService<IHttpForwarder>();
        app.Run(async context =>
        {
            var call = await ReadAsync(context.Request);
            if (HoldSeconds is { } seconds && call.Operation == "ReceiveMessage")
                Replace(context.Request, Visibility().Replace(call.Body, $"\"VisibilityTimeout\":{seconds}"));
            var fault = Rule?.Invoke(call);
            if (fault is not null)
                faults.AddOrUpdate(call.Service, 1, (_, count) => count + 1);
            if (await AnswersAsync(context, call, fault))
                return;
            await forwarder.SendAsync(context, emulator.ToString(), wire, Forwarding, HttpTransformer.Default, context.RequestAborted);
        });
    }

    public Uri Address => new(app.Urls.Single());

    /// <summary>What goes wrong with a call; null if nothing does. Called by many requests at the same time.</summary>
    public Func<AwsCall, AwsFault?>? Rule { get; set; }

    /// <summary>How long a received message is hidden from others, instead of what its receiver asks for: after a receiver
    /// dies, the wait is then shorter than on AWS.</summary>
    public int? HoldSeconds { get; set; }

    public static async Task<FaultyAws> StartAsync(Uri emulator)
    {
        var proxy = new FaultyAws(emulator);
        await proxy.app.StartAsync(TestContext.Current.CancellationToken);
        return proxy;
    }

    /// <summary>The number of calls to a service that failed.</summary>
    public int Faults(string service) => faults.GetValueOrDefault(service);

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await app.StopAsync(now.Token);
        await app.DisposeAsync();
        wire.Dispose();
    }

    /// <summary>Whether the fault means that nothing is forwarded.</summary>
    private static async Task<bool> AnswersAsync(HttpContext context, AwsCall call, AwsFault? fault)
    {
        switch (fault)
        {
            case AwsFault.Refused refused:
                await RefuseAsync(context.Response, call, refused);
                return true;
            case AwsFault.HungUp:
                context.Abort();
                return true;
            case AwsFault.Held:
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return true;
            case AwsFault.AnswerLost:
                context.Response.OnStarting(() =>
                {
                    context.Abort();
                    return Task.CompletedTask;
                });
                return false;
            default:
                return false;
        }
    }

    /// <summary>The error in the service's own words.</summary>
    private static async Task RefuseAsync(HttpResponse response, AwsCall call, AwsFault.Refused refused)
    {
        var isXml = call.Service == "S3";
        response.StatusCode = refused.Status;
        response.ContentType = isXml ? "application/xml" : "application/x-amz-json-1.0";
        response.Headers["x-amzn-RequestId"] = "0";
        await response.WriteAsync(isXml
            ? $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>{refused.Code}</Code><Message>Of the test.</Message><RequestId>0</RequestId></Error>"
            : $$"""{"__type":"com.amazonaws#{{refused.Code}}","message":"Of the test."}""");
    }

    private static async Task<AwsCall> ReadAsync(HttpRequest request)
    {
        if (request.Headers["X-Amz-Target"].ToString().Split('.') is not [var service, var operation])
            return new AwsCall("S3", request.Method, "");
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        var text = Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length);
        Replace(request, text);
        return new AwsCall(service.Split('_')[0].Replace("Amazon", "", StringComparison.Ordinal), operation, text);
    }

    private static void Replace(HttpRequest request, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        request.Body = new MemoryStream(bytes);
        request.ContentLength = bytes.Length;
    }

    [GeneratedRegex("\"VisibilityTimeout\":\\s*\\d+")]
    private static partial Regex Visibility();
}
