using Azure.Data.Tables;

namespace Serverless.Tuner.Cli.Servers;

/// <summary>
/// Starts the app in this process, at an address and with its token. It answers; studies go on from <see cref="IRunningHost.DriveAsync"/>.
/// </summary>
internal delegate Task<IRunningHost> StartHost(
    ServerAddress address, HostStorage storage, Action<TableClientOptions>? configureTables, CancellationToken cancellationToken);
