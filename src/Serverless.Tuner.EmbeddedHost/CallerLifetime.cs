using Microsoft.Extensions.Hosting;

namespace Serverless.Tuner.EmbeddedHost;

/// <summary>The host lives as long as its caller says; signals and Ctrl+C are the caller's to handle.</summary>
internal sealed class CallerLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
