using System.Net;
using Microsoft.AspNetCore.Http;

namespace Serverless.Tuner.EmbeddedHost.Http;

/// <summary>The embedded host serves its own machine only, unless it is told otherwise.</summary>
internal static class LoopbackUrls
{
    /// <exception cref="ArgumentException">A URL is not valid, or reaches beyond this machine.</exception>
    public static void Check(IEnumerable<string> urls)
    {
        foreach (var url in urls)
            if (!IsLoopback(HostOf(url)))
                throw new ArgumentException(
                    $"'{url}' can be reached from other machines. The embedded host listens on loopback only: use 127.0.0.1, [::1] or "
                    + $"localhost.",
                    nameof(urls));
    }

    /// <summary>Whether a host name or address can only be this machine.</summary>
    public static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (AddressOf(host) is { } address && IPAddress.IsLoopback(address));

    /// <summary>The address that stands in a name's place; null for a name.</summary>
    public static IPAddress? AddressOf(string host) => IPAddress.TryParse(host.Trim('[', ']'), out var address) ? address : null;

    private static string HostOf(string url)
    {
        try
        {
            return BindingAddress.Parse(url).Host;
        }
        catch (FormatException exception)
        {
            throw new ArgumentException($"'{url}' is not a URL to listen on.", nameof(url), exception);
        }
    }
}
