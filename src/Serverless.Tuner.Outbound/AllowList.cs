using System.Net;

namespace Serverless.Tuner.Outbound;

/// <summary>The targets that may be called although their addresses are not public, or without TLS: hosts by name, and networks.</summary>
internal sealed class AllowList
{
    private readonly HashSet<string> _hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<IPNetwork> _networks = [];

    /// <summary>Reads a list: host names, addresses and networks (CIDR), separated by commas or spaces.</summary>
    /// <exception cref="InvalidOperationException">An entry is none of these.</exception>
    public static AllowList Parse(string? text)
    {
        var list = new AllowList();
        foreach (var entry in (text ?? "").Split([',', ' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)) list.Add(entry);
        return list;
    }

    /// <summary>Whether a host is named, or is an address that is allowed.</summary>
    /// <param name="host">As a URL has it.</param>
    public bool HasHost(string host) =>
        _hosts.Contains(Plain(host)) || (IPAddress.TryParse(Plain(host), out var address) && HasAddress(address));

    /// <summary>Whether an address is in a network that is named.</summary>
    public bool HasAddress(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return _networks.Exists(network => network.BaseAddress.AddressFamily == plain.AddressFamily && network.Contains(plain));
    }

    /// <summary>Whether names of hosts may stand for allowed networks.</summary>
    public bool HasNetworks => _networks.Count > 0;

    private void Add(string entry)
    {
        if (IPNetwork.TryParse(entry, out var network)) _networks.Add(network);
        else if (IPAddress.TryParse(Plain(entry), out var address)) _networks.Add(new IPNetwork(address, BitsOf(address)));
        else if (!entry.Contains('/') && Uri.CheckHostName(entry) == UriHostNameType.Dns) _hosts.Add(Plain(entry));
        else throw new InvalidOperationException(
            $"{OutboundSettings.AllowSetting} has '{entry}', which is neither the name of a host, nor an address, nor a network such as "
            + "10.1.0.0/16.");
    }

    private static int BitsOf(IPAddress address) => address.GetAddressBytes().Length * 8;

    private static string Plain(string host) => host.Trim('[', ']').TrimEnd('.');
}
