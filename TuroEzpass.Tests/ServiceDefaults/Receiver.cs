using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TuroEzpass.Tests.ServiceDefaults;

/// <summary>Receives what a service exports by OTLP over HTTP, as bytes.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<(string Path, byte[] Body)> bodies = [];

    private Receiver()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = ["--urls", "http://127.0.0.1:0"], ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.MapPost("/v1/{signal}", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            bodies.Enqueue((request.Path, body.ToArray()));
        });
        app.MapGet("/site/{**page}", () => "");
    }

    public string Url => app.Urls.Single();

    public static async Task<Receiver> StartAsync()
    {
        var receiver = new Receiver();
        await receiver.app.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    /// <summary>Everything received of a signal (<c>traces</c>, <c>logs</c>, <c>metrics</c>), as text: strings are readable in it.</summary>
    public string Received(string signal) => string.Concat(bodies.Where(body => body.Path == $"/v1/{signal}").Select(body => Encoding.UTF8.GetString(body.Body)));

    /// <summary>Every message of a signal, as OTLP has it.</summary>
    public IEnumerable<byte[]> Messages(string signal) => bodies.Where(body => body.Path == $"/v1/{signal}").Select(body => body.Body);

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
