using System.Net;
using System.Net.Sockets;

namespace TuroEzpass.Api.Alerts.Channels;

/// <summary>Distinguishes public IP addresses from private ones, where a webhook could reach internal services.</summary>
public static class PublicAddress
{
    // From IANA's registries of special-purpose addresses: iana-ipv4-special-registry, iana-ipv6-special-registry.
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
            // Within 2000::/3: protocol assignments including Teredo, documentation, and 6to4, which embeds an IPv4 address.
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork Internet6 = IPNetwork.Parse("2000::/3");

    /// <summary>Whether an address is public.</summary>
    public static bool Is(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return (address.AddressFamily == AddressFamily.InterNetwork || Internet6.Contains(address)) && !Special.Any(network => network.Contains(address));
    }
}
