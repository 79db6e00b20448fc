namespace Serverless.Tuner.Cli.Servers;

/// <summary>How a server of our own is to run.</summary>
internal sealed record ServeOptions
{
    /// <summary>The port of the Functions tools, where people look for the app.</summary>
    public const int DefaultPort = 7071;

    /// <summary>Azurite's usual port for tables, where tools look for it.</summary>
    public const int DefaultTablePort = 10002;

    /// <summary>Azurite's usual port for blobs.</summary>
    public const int DefaultBlobPort = 10000;

    /// <summary>Azurite's usual port for queues.</summary>
    public const int DefaultQueuePort = 10001;

    /// <summary>Where studies are kept.</summary>
    public required DataDirectory Data { get; init; }

    /// <summary>The HTTP port; null for any free one.</summary>
    public int? Port { get; init; } = DefaultPort;

    /// <summary>Azurite's port; null for any free one.</summary>
    public int? TablePort { get; init; } = DefaultTablePort;

    /// <summary>What runs the orchestrations.</summary>
    public Engine Engine { get; init; }

    /// <summary>Azurite's port for blobs, which <see cref="Engine.AzureStorage"/> needs; 0 for any free one.</summary>
    public int BlobPort { get; init; } = DefaultBlobPort;

    /// <summary>Azurite's port for queues, which <see cref="Engine.AzureStorage"/> needs; 0 for any free one.</summary>
    public int QueuePort { get; init; } = DefaultQueuePort;

    /// <summary>Another storage than an Azurite of our own.</summary>
    public NamedStorage? Storage { get; init; }

    /// <summary>Whether studies go on; without, the server only answers.</summary>
    public bool RunOrchestrations { get; init; } = true;

    /// <summary>Told in a line, at any moment, that the storage is away or back, and which of several servers lets studies go on.</summary>
    public Action<string> Say { get; init; } = _ => { };
}
