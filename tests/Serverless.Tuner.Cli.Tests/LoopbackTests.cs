using System.Net;
using System.Net.Sockets;
using Serverless.Tuner.Cli.Servers;

namespace Serverless.Tuner.Cli.Tests;

public sealed class LoopbackTests
{
    [Fact]
    public async Task IsFree_ServerHasJustEndedWithItsConnections_PortIsFree()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        // The side that closes first keeps the connection for a minute, with its port.
        (await listener.AcceptSocketAsync()).Dispose();
        Assert.Equal(0, await client.GetStream().ReadAsync(new byte[1]));
        client.Close();

        Assert.False(Loopback.IsFree(port));
        listener.Stop();
        Assert.True(Loopback.IsFree(port));

        using var next = new TcpListener(IPAddress.Loopback, port);
        next.Start(); // As a server does.
    }
}
