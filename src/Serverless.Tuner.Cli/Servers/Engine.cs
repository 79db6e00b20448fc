namespace Serverless.Tuner.Cli.Servers;

/// <summary>What runs the orchestrations of a server.</summary>
internal enum Engine
{
    /// <summary>The memory of the server: of several on one storage, one drives all studies.</summary>
    Memory,

    /// <summary>Queues and tables of the storage: any number of servers drive its studies together.</summary>
    AzureStorage,
}
