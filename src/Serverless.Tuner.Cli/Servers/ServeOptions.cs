namespace Serverless.Tuner.Cli.Servers;

/// <summary>How a local server is to run.</summary>
internal sealed record ServeOptions
{
    /// <summary>The port of the Functions tools.</summary>
    public const int DefaultPort = 7071;

    /// <summary>Azurite's usual port for tables.</summary>
    public const int DefaultTablePort = 10002;

    public const int DefaultBlobPort = 10000;

    public const int DefaultQueuePort = 10001;

    /// <summary>Where studies are kept.</summary>
    public required DataDirectory Data { get; init; }

    /// <summary>Where the server starts: settings of its own may lie there.</summary>
    public string Folder { get; init; } = Environment.CurrentDirectory;

    /// <summary>The HTTP port; 0 for any free one.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>How other machines reach the server; null when they do not.</summary>
    public RemoteReach? Remote { get; init; }

    /// <summary>Azurite's port for tables; 0 for any free one.</summary>
    public int TablePort { get; init; } = DefaultTablePort;

    public Engine Engine { get; init; }

    /// <summary>Azurite's port for blobs, where the files of trials are; 0 for any free one, null for <see cref="DefaultBlobPort"/> with
    /// <see cref="Engine.AzureStorage"/>, else any free one.</summary>
    public int? BlobPort { get; init; }

    /// <summary>Azurite's port for queues, which <see cref="Engine.AzureStorage"/> needs; 0 for any free one.</summary>
    public int QueuePort { get; init; } = DefaultQueuePort;

    /// <summary>Another storage than a local Azurite.</summary>
    public NamedStorage? Storage { get; init; }

    /// <summary>Whether studies go on; otherwise the server only answers.</summary>
    public bool RunOrchestrations { get; init; } = true;

    /// <summary>Called with a line when the storage is away or back, and when another server drives the studies.</summary>
    public Action<string> Say { get; init; } = _ => { };
}
