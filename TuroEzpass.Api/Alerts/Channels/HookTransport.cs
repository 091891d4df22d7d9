using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace TuroEzpass.Api.Alerts.Channels;

/// <summary>Posts to addresses that people typed. It goes only to https hosts that the configuration names, only to addresses of the
/// internet, follows nothing, and waits and reads little. A name is looked up once, every answer is checked, and the connection is made
/// to a checked one: a name that changes its mind between the check and the connection gains nothing.</summary>
public sealed class HookTransport : IDisposable
{
    private const int HttpsPort = 443;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);
    private readonly HttpClient client;
    private readonly IReadOnlyList<string> hosts;
    private readonly bool allowLoopback;

    /// <summary>As the configuration says.</summary>
    public HookTransport(IOptions<NotifyOptions> options)
        : this(options?.Value.Hosts ?? [], options?.Value.AllowLoopback ?? false, Dns.GetHostAddressesAsync, null)
    {
    }

    /// <summary>With names and trust of a test's own.</summary>
    /// <param name="hosts">The hosts it may go to.</param>
    /// <param name="allowLoopback">Whether it may go to this machine, on any port.</param>
    /// <param name="resolve">Looks a name up.</param>
    /// <param name="trust">Which certificates are good; the system's own judgement when null.</param>
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
                // A connection that is kept was checked long ago.
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

    /// <summary>Why an address is refused; null when it is not.</summary>
    /// <param name="address">The address.</param>
    /// <param name="isConfigured">Whether it stands in the configuration itself, which needs no list of hosts.</param>
    public string? Refusal(Uri address, bool isConfigured = false)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!address.IsAbsoluteUri || address.Scheme != Uri.UriSchemeHttps || address.UserInfo.Length > 0)
            return "A webhook is an address that begins with https://, without user name and password.";
        if (!isConfigured && !hosts.Contains(address.IdnHost, StringComparer.OrdinalIgnoreCase))
            return $"Webhooks may only lead to {string.Join(", ", hosts)}. The operators of this system can allow other hosts (Notify:HookHosts).";
        return address.Port != HttpsPort && !allowLoopback ? "A webhook uses the usual port of https." : null;
    }

    /// <summary>Posts JSON.</summary>
    /// <param name="address">Where to; it is never told to anybody.</param>
    /// <param name="body">What is serialized.</param>
    /// <param name="isConfigured">Whether the address stands in the configuration itself.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task<SendResult> PostAsync(Uri address, object body, bool isConfigured = false, CancellationToken cancellation = default)
    {
        if (Refusal(address, isConfigured) is { } refusal)
            return new SendResult.Failed(refusal, IsFinal: true);
        var host = address.IdnHost;
        try
        {
            using var content = JsonContent.Create(body, body.GetType());
            // With a length: some receivers take no chunks.
            await content.LoadIntoBufferAsync(cancellation);
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
            // The answer's body says nothing that is needed, so none of it is read.
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            return Judge((int)response.StatusCode, host);
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException or IOException && !cancellation.IsCancellationRequested)
        {
            if (Refused(fault))
                return new SendResult.Failed($"{host} leads to an address of a private network, so nothing was sent there.", IsFinal: true);
            return new SendResult.Failed(fault is OperationCanceledException ? $"{host} did not respond within {Limit.TotalSeconds:0} seconds." : $"{host} could not be reached, or its certificate is not valid.", IsFinal: false);
        }
    }

    private static SendResult Judge(int status, string host) => status switch
    {
        >= 200 and < 300 => new SendResult.Sent(),
        >= 300 and < 400 => new SendResult.Failed($"{host} sends on to another address, which is not followed: use the final address.", IsFinal: true),
        408 or 429 or >= 500 => new SendResult.Failed($"{host} answered {status}.", IsFinal: false),
        _ => new SendResult.Failed($"{host} answered {status}: the webhook does not exist any more, or may not be used. Make a new one.", IsFinal: true),
    };

    private async ValueTask<Stream> ConnectAsync(DnsEndPoint to, Func<string, CancellationToken, Task<IPAddress[]>> resolve, CancellationToken cancellation)
    {
        var addresses = IPAddress.TryParse(to.Host.Trim('[', ']'), out var literal) ? [literal] : await resolve(to.Host, cancellation);
        // One bad answer among good ones is no accident.
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

    private sealed class PrivateAddressException() : IOException("The name leads to a private address.");
}
