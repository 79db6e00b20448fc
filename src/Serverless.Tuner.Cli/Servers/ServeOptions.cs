namespace Serverless.Tuner.Cli.Servers;

/// <summary>How a server of our own is to run.</summary>
internal sealed record ServeOptions
{
    /// <summary>The port of the Functions tools, where people look for the app.</summary>
    public const int DefaultPort = 7071;

    /// <summary>Where studies are kept.</summary>
    public required DataDirectory Data { get; init; }

    /// <summary>The HTTP port; null for any free one.</summary>
    public int? Port { get; init; } = DefaultPort;

    /// <summary>The table service's port; null for Azurite's usual one.</summary>
    public int? TablePort { get; init; }

    /// <summary>Another storage than Azurite.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>An Azurite of our own on any free port, even when one answers already.</summary>
    public bool OwnTables { get; init; }

    /// <summary>Whether studies go on; without, the server only answers.</summary>
    public bool RunOrchestrations { get; init; } = true;

    /// <summary>Told in a line, at any moment, whose turn it is to let studies go on when several servers work on one storage.</summary>
    public Action<string> Say { get; init; } = _ => { };
}
