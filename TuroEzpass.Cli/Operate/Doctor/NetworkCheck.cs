using System.Net.Sockets;
using Microsoft.Extensions.Configuration;

namespace TuroEzpass.Cli.Operate.Doctor;

/// <summary>Checks that the hosts in the configuration can be reached: a connection is opened and closed, nothing is sent. Only host names are shown,
/// because a webhook's address is a secret.</summary>
internal static class NetworkCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    private static readonly string[] Addresses =
        ["OTEL_EXPORTER_OTLP_ENDPOINT", "AWS_ENDPOINT_URL", "Auth:Oidc:Authority", "Web:Oidc:Authority", "Web:Api", "Scraper:Simulator", "Notify:Operators:Slack", "Notify:Operators:PagerDutyUrl"];

    private static readonly string[] AwsServices = ["dynamodb", "s3", "sqs", "ssm"];

    /// <summary>The configured addresses, each with its key.</summary>
    public static IReadOnlyList<(string Key, string Host, int Port)> Named(IConfiguration configuration)
    {
        var named = new List<(string, string, int)>();
        foreach (var key in Addresses)
        {
            if (Uri.TryCreate(configuration[key], UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
                named.Add((key, uri.Host, uri.Port));
        }

        if (configuration["Notify:Smtp:Host"] is { Length: > 0 } smtp)
            named.Add(("Notify:Smtp:Host", smtp, int.TryParse(configuration["Notify:Smtp:Port"], out var port) ? port : 587));
        // Without a configured endpoint the SDK uses the region's.
        if (string.Equals(configuration["Storage:Engine"], "Aws", StringComparison.OrdinalIgnoreCase) && string.IsNullOrEmpty(configuration["AWS_ENDPOINT_URL"]))
        {
            var region = configuration["AWS_REGION"];
            if (region is not null)
                named.AddRange(AwsServices.Select(service => ("Storage:Engine", $"{service}.{region}.amazonaws.com", 443)));
        }

        return named;
    }

    /// <summary>Tries to connect to each host.</summary>
    public static async Task<IReadOnlyList<Finding>> LookAsync(IConfiguration configuration, CancellationToken cancellation) =>
        await Task.WhenAll(Named(configuration).Distinct().Select(each => TryAsync(each.Key, each.Host, each.Port, cancellation))).ConfigureAwait(false);

    /// <summary>Checks that a port of this machine is free to listen on.</summary>
    public static Finding Port(int port)
    {
        try
        {
            using var listener = new TcpListener(System.Net.IPAddress.Loopback, port) { ExclusiveAddressUse = true };
            listener.Start();
            return Finding.Ok("port", $"{port} is free");
        }
        catch (SocketException)
        {
            return Finding.Warn("port", $"{port} is in use", "If TuroEzpass itself uses it, ignore this. Otherwise start `turoezpass serve` with another --urls");
        }
    }

    private static async Task<Finding> TryAsync(string key, string host, int port, CancellationToken cancellation)
    {
        using var client = new TcpClient();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            await client.ConnectAsync(host, port, limit.Token).ConfigureAwait(false);
            return Finding.Ok("network", $"{key}: {host}:{port} responds");
        }
        catch (Exception fault) when (fault is SocketException || (fault is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            var why = fault is SocketException socket ? socket.Message : $"no response within {Patience.TotalSeconds:0} seconds";
            return Finding.Bad("network", $"{key}: {host}:{port} can't be reached: {why}", "Check the name, the firewall or security group, and that the service is running");
        }
    }
}
