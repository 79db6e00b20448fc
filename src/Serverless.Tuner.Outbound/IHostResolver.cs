using System.Net;

namespace Serverless.Tuner.Outbound;

/// <summary>Finds the addresses of hosts.</summary>
public interface IHostResolver
{
    /// <summary>The addresses of a host, those to try first first.</summary>
    /// <param name="host">A name, or an address as text.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="System.Net.Sockets.SocketException">There is no such host.</exception>
    Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken);
}
