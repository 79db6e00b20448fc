using Azure.Data.Tables;

namespace Serverless.Tuner.Cli.Servers;

/// <summary>Starts the app in this process. It answers; studies go on from <see cref="IRunningHost.DriveAsync"/>.</summary>
/// <param name="address">Where it is to answer, and what it is to ask for.</param>
/// <param name="storage">Its storage.</param>
/// <param name="configureTables">Changes how it talks to its storage; null for the usual way.</param>
/// <param name="cancellationToken">Gives up starting.</param>
internal delegate Task<IRunningHost> StartHost(
    ServerAddress address, HostStorage storage, Action<TableClientOptions>? configureTables, CancellationToken cancellationToken);
