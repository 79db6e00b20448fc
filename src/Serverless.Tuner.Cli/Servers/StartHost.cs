using Azure.Data.Tables;

namespace Serverless.Tuner.Cli.Servers;

/// <summary>Starts the app in this process.</summary>
/// <param name="address">Where it is to answer, and what it is to ask for.</param>
/// <param name="connectionString">Its storage.</param>
/// <param name="runOrchestrations">Whether studies go on from the start, on a storage that nobody else works on; without, it answers until <see cref="IRunningHost.DriveAsync"/>.</param>
/// <param name="configureTables">Changes how it talks to its storage; null for the usual way.</param>
/// <param name="cancellationToken">Gives up starting.</param>
internal delegate Task<IRunningHost> StartHost(
    ServerAddress address, string connectionString, bool runOrchestrations, Action<TableClientOptions>? configureTables, CancellationToken cancellationToken);
