using System.Net;
using System.Net.Sockets;

namespace Serverless.Tuner.Cli.Servers;

/// <summary>Ports of this machine.</summary>
internal static class Loopback
{
    private const int Looks = 60;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    /// <summary>Whether no program listens on the port.</summary>
    public static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Waits a short while, some seconds, for a program to let go of the port.</summary>
    /// <returns>Whether it did.</returns>
    public static async Task<bool> ComesFreeAsync(int port, CancellationToken cancellationToken)
    {
        for (var look = 0; look < Looks; look++)
        {
            if (IsFree(port)) return true;
            await Task.Delay(BetweenLooks, cancellationToken);
        }

        return false;
    }

    /// <summary>A port that was free a moment ago.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
