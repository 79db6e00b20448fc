using System.Net;
using System.Net.Sockets;

namespace Serverless.Tuner.Outbound;

/// <summary>Connects to the addresses that it has checked, and to no others: a name that stands for another address a moment later is
/// not asked again.</summary>
internal sealed class CheckedConnection(AllowList allowed, IHostResolver resolver)
{
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var isPlain = context.InitialRequestMessage.RequestUri?.Scheme != Uri.UriSchemeHttps;
        var addresses = Allowed(host, isPlain, await resolver.ResolveAsync(host, cancellationToken));
        for (var i = 0; ; i++)
        {
            try
            {
                return await ConnectAsync(new IPEndPoint(addresses[i], port), cancellationToken);
            }
            catch (SocketException) when (i < addresses.Count - 1)
            {
                // The next address may answer.
            }
        }
    }

    /// <exception cref="OutboundRefusedException">None of the addresses may be called.</exception>
    /// <exception cref="SocketException">There are none.</exception>
    private IReadOnlyList<IPAddress> Allowed(string host, bool isPlain, IPAddress[] addresses)
    {
        if (addresses.Length == 0) throw new SocketException((int)SocketError.HostNotFound);
        var isNamed = allowed.HasHost(host);
        IReadOnlyList<IPAddress> usable =
            [.. addresses.Where(a => isNamed || allowed.HasAddress(a) || (!isPlain && AddressRules.Refusal(a) is null))];
        return usable.Count > 0 ? usable : throw new OutboundRefusedException(
            isPlain && AddressRules.Refusal(addresses[0]) is null
                ? OutboundRefusedException.NotEncrypted(host)
                : $"{host} has the address {addresses[0]}, which is {AddressRules.Refusal(addresses[0])}; an address or host that is not "
                + $"public is called only where the app's setting {OutboundSettings.AllowSetting} names it");
    }

    private static async Task<Stream> ConnectAsync(IPEndPoint address, CancellationToken cancellationToken)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
