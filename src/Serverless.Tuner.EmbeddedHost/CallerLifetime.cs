using Microsoft.Extensions.Hosting;

namespace Serverless.Tuner.EmbeddedHost;

/// <summary>The caller decides when the host ends, and handles signals and Ctrl+C.</summary>
internal sealed class CallerLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
