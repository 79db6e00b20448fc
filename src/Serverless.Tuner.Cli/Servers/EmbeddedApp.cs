using Azure.Data.Tables;

namespace Serverless.Tuner.Cli.Servers;

/// <summary>The function app in this process, on the embedded host.</summary>
internal sealed class EmbeddedApp
{
    /// <summary>Starts it: the program's <see cref="StartHost"/>.</summary>
    public static Task<IRunningHost> StartAsync(
        Uri url, string connectionString, bool runOrchestrations, Action<TableClientOptions>? configureTables, CancellationToken cancellationToken) =>
        throw new CliException("The embedded host is not part of this build.", ExitCode.NoServer);
}
