using System.Net;
using System.Net.Sockets;

namespace Serverless.Tuner.Outbound;

/// <summary>
/// Which addresses are refused unless a setting allows them. Of IPv4 what the registries of special addresses name; of IPv6 everything
/// outside of the global unicast range 2000::/3, and what of it is no address of a host.
/// </summary>
internal static class AddressRules
{
    private static readonly IPNetwork s_globalUnicast = IPNetwork.Parse("2000::/3");

    private static readonly (IPNetwork Network, string Kind)[] s_refused =
    [
        .. Kind("unspecified", "0.0.0.0/8", "::/128"),
        .. Kind("loopback", "127.0.0.0/8", "::1/128"),
        .. Kind("private", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fec0::/10"),
        .. Kind("shared by a provider's customers (CGNAT)", "100.64.0.0/10"),
        .. Kind("the metadata service of clouds", "169.254.169.254/32", "168.63.129.16/32", "fd00:ec2::254/128"),
        .. Kind("link-local", "169.254.0.0/16", "fe80::/10"),
        .. Kind("multicast", "224.0.0.0/4", "ff00::/8"),
        .. Kind("for documentation", "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20"),
        .. Kind("6to4", "192.88.99.0/24", "2002::/16"),
        .. Kind("NAT64", "64:ff9b::/96", "64:ff9b:1::/48"),
        .. Kind("IPv4 in IPv6", "::ffff:0:0:0/96", "::/96"),
        .. Kind("reserved", "192.0.0.0/24", "192.52.193.0/24", "198.18.0.0/15", "240.0.0.0/4", "2001::/23", "3ffe::/16"),
    ];

    /// <summary>What kind of address it is, where that is none to be called; null when it is a public address.</summary>
    public static string? Refusal(IPAddress address)
    {
        // A network of IPv4 contains the addresses that are mapped to its own, which makes them no others.
        if (address.IsIPv4MappedToIPv6) return "IPv4-mapped";
        // The most particular range names it: the metadata service is link-local, too.
        var kinds = s_refused.Where(r => r.Network.Contains(address)).OrderByDescending(r => r.Network.PrefixLength);
        if (kinds.Select(r => r.Kind).FirstOrDefault() is { } kind) return kind;
        return address.AddressFamily == AddressFamily.InterNetworkV6 && !s_globalUnicast.Contains(address) ? "reserved" : null;
    }

    private static IEnumerable<(IPNetwork, string)> Kind(string kind, params string[] networks) =>
        networks.Select(network => (IPNetwork.Parse(network), kind));
}
