using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace TuroEzpass.Api.Alerts.Channels;

/// <summary>Posts to addresses that users entered. Allows only https, only configured hosts and only public IP addresses, does not
/// follow redirects, and limits time and response size. A name is resolved once, every returned address is checked, and the connection uses a
/// checked address, so a name that resolves differently later (DNS rebinding) gains nothing.</summary>
public sealed class HookTransport : IDisposable
{
    private const int HttpsPort = 443;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);
    private readonly HttpClient client;
    private readonly IReadOnlyList<string> hosts;
    private readonly bool allowLoopback;

    /// <summary>Creates the transport from the configuration.</summary>
    public HookTransport(IOptions<NotifyOptions> options)
        : this(options?.Value.Hosts ?? [], options?.Value.AllowLoopback ?? false, Dns.GetHostAddressesAsync, null)
    {
    }

    /// <summary>Creates a transport with its own name resolution and certificate validation, for tests.</summary>
    /// <param name="hosts">The allowed hosts.</param>
    /// <param name="allowLoopback">Whether this machine is allowed, on any port.</param>
    /// <param name="resolve">Resolves a name.</param>
    /// <param name="trust">Validates certificates; null for the system's validation.</param>
    internal HookTransport(IReadOnlyList<string> hosts, bool allowLoopback, Func<string, CancellationToken, Task<IPAddress[]>> resolve, RemoteCertificateValidationCallback? trust)
    {
        (this.hosts, this.allowLoopback) = (hosts, allowLoopback);
        client = new HttpClient(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseProxy = false,
                UseCookies = false,
                MaxResponseHeadersLength = 16,
                // Limits how long a connection can outlive the check of its address.
                PooledConnectionLifetime = TimeSpan.FromMinutes(1),
                SslOptions = { RemoteCertificateValidationCallback = trust },
                ConnectCallback = (context, cancellation) => ConnectAsync(context.DnsEndPoint, resolve, cancellation),
            })
        {
            Timeout = Limit,
        };
    }

    /// <inheritdoc />
    public void Dispose() => client.Dispose();

    /// <summary>Why an address is rejected; null if it is allowed.</summary>
    /// <param name="address">The address.</param>
    /// <param name="isConfigured">Whether the operator configured the address, which then need not be in the list of hosts.</param>
    public string? Refusal(Uri address, bool isConfigured = false)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!address.IsAbsoluteUri || address.Scheme != Uri.UriSchemeHttps || address.UserInfo.Length > 0)
            return "A webhook must be an https:// address without user name and password.";
        if (!isConfigured && !hosts.Contains(address.IdnHost, StringComparer.OrdinalIgnoreCase))
            return $"Webhooks can only use these hosts: {string.Join(", ", hosts)}. An operator can allow other hosts (Notify:HookHosts).";
        return address.Port != HttpsPort && !allowLoopback ? "A webhook must use the default https port (443)." : null;
    }

    /// <summary>Posts JSON.</summary>
    /// <param name="address">The address; it is a secret.</param>
    /// <param name="body">The object to serialize.</param>
    /// <param name="isConfigured">Whether the operator configured the address.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public async Task<SendResult> PostAsync(Uri address, object body, bool isConfigured = false, CancellationToken cancellation = default)
    {
        if (Refusal(address, isConfigured) is { } refusal)
            return new SendResult.Failed(refusal, IsFinal: true);
        var host = address.IdnHost;
        try
        {
            using var content = JsonContent.Create(body, body.GetType());
            // With a Content-Length: some receivers do not support chunked bodies.
            await content.LoadIntoBufferAsync(cancellation);
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
            // The response body is not needed, so it is not read.
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            return Judge((int)response.StatusCode, host);
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException or IOException && !cancellation.IsCancellationRequested)
        {
            if (Refused(fault))
                return new SendResult.Failed($"{host} resolves to an address of a private network, so nothing was sent.", IsFinal: true);
            return new SendResult.Failed(fault is OperationCanceledException ? $"{host} did not respond within {Limit.TotalSeconds:0} seconds." : $"{host} could not be reached, or its certificate is not valid.", IsFinal: false);
        }
    }

    private static SendResult Judge(int status, string host) => status switch
    {
        >= 200 and < 300 => new SendResult.Sent(),
        >= 300 and < 400 => new SendResult.Failed($"{host} redirects to another address, and redirects are not followed. Use the final address.", IsFinal: true),
        408 or 429 or >= 500 => new SendResult.Failed($"{host} responded with {status}.", IsFinal: false),
        _ => new SendResult.Failed($"{host} responded with {status}. The webhook no longer exists or can't be used. Create a new one.", IsFinal: true),
    };

    private async ValueTask<Stream> ConnectAsync(DnsEndPoint to, Func<string, CancellationToken, Task<IPAddress[]>> resolve, CancellationToken cancellation)
    {
        var addresses = IPAddress.TryParse(to.Host.Trim('[', ']'), out var literal) ? [literal] : await resolve(to.Host, cancellation);
        // A private address among public ones is suspicious, so it rejects the whole name.
        if (addresses.Length == 0 || !addresses.All(address => PublicAddress.Is(address) || (allowLoopback && IPAddress.IsLoopback(address))))
            throw new PrivateAddressException();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, to.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool Refused(Exception? fault) => fault is PrivateAddressException || (fault is not null && Refused(fault.InnerException));

    private sealed class PrivateAddressException() : IOException("The name resolves to a private address.");
}
