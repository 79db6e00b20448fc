using System.Net;
using System.Net.Sockets;

namespace Serverless.Tuner.Cli.Servers;

/// <summary>How a server is reached from other machines.</summary>
/// <param name="Host">What was named: an address, or a name of this machine.</param>
/// <param name="Address">Where it listens.</param>
/// <param name="AllowsCommands">Whether an admin may have it run programs.</param>
internal sealed record RemoteReach(string Host, IPAddress Address, bool AllowsCommands)
{
    /// <summary>The environment variable that names what a server listens on.</summary>
    public const string Variable = "TUNER_HOST";

    private static readonly IPAddress[] s_own = [IPAddress.Loopback, IPAddress.IPv6Loopback];
    private static readonly string[] s_everywhere = ["*", "+"];

    private bool IsEverywhere => Address.Equals(IPAddress.Any) || Address.Equals(IPAddress.IPv6Any);

    /// <summary>What other machines may call it, beside its addresses.</summary>
    public IReadOnlyList<string> Names => [.. new[] { Host, Dns.GetHostName() }.Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>What it listens on, this machine's own address first: commands here use that.</summary>
    public IReadOnlyList<string> Urls(int port) => Address switch
    {
        _ when IsEverywhere => [$"http://{Shown(Address)}:{port}"],
        _ => [$"http://127.0.0.1:{port}", $"http://{Shown(Address)}:{port}"],
    };

    /// <summary>Where others reach it, for people.</summary>
    public string Url(int port) => $"http://{(IsEverywhere ? Dns.GetHostName() : Host.Contains(':') ? $"[{Address}]" : Host)}:{port}";

    /// <summary>The reach that an option or a variable names; null when that is this machine alone.</summary>
    public static RemoteReach? Find(string? named, bool allowsCommands)
    {
        var host = named ?? Environment.GetEnvironmentVariable(Variable)?.Trim();
        if (string.IsNullOrEmpty(host)) return null;
        var address = s_everywhere.Contains(host) ? IPAddress.Any : Resolve(host.Trim('[', ']'));
        if (IPAddress.IsLoopback(address) && !s_own.Contains(address))
            throw new CliException(
                $"'{host}' is this machine's own; for itself a server listens on {IPAddress.Loopback} and nowhere else.",
                ExitCode.InvalidInput);
        return IPAddress.IsLoopback(address) ? null : new RemoteReach(host.Trim('[', ']'), address, allowsCommands);
    }

    private static IPAddress Resolve(string host)
    {
        if (IPAddress.TryParse(host, out var address)) return address;
        try
        {
            if (Dns.GetHostAddresses(host) is [var first, ..]) return first;
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            // It has no address.
        }

        throw new CliException(
            $"'{host}' is neither an address nor a name of this machine that can be listened on.", ExitCode.InvalidInput);
    }

    private static string Shown(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : $"{address}";
}
