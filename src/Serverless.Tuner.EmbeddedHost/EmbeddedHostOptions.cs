using System.Reflection;

namespace Serverless.Tuner.EmbeddedHost;

/// <summary>What an <see cref="EmbeddedFunctionHost"/> runs, and how.</summary>
public sealed record EmbeddedHostOptions
{
    /// <summary>Where HTTP functions are served; loopback only, port 0 for a free one. Default: the Functions tools' own address.</summary>
    public IReadOnlyList<string> Urls { get; init; } = ["http://127.0.0.1:7071"];

    /// <summary>The token that every request needs as <c>Authorization: Bearer</c>. Default: requests need no token.</summary>
    public string? BearerToken { get; init; }

    /// <summary>Where the functions are.</summary>
    public required IReadOnlyList<Assembly> FunctionAssemblies { get; init; }

    /// <summary>Which types of <see cref="FunctionAssemblies"/> count. Default: all.</summary>
    public Func<Type, bool> FunctionTypes { get; init; } = _ => true;

    /// <summary>
    /// Whether orchestrations and timer functions run from the start. Without them the host only serves HTTP, until
    /// <see cref="EmbeddedFunctionHost.StartDrivingAsync"/>. Default: true.
    /// </summary>
    public bool RunOrchestrations { get; init; } = true;

    /// <summary>
    /// Whether each step runs its orchestrator from the start, over the whole history, as Durable Functions does on Azure and this host
    /// does with <see cref="AzureStorage"/>: it shows what is not deterministic. Default: false, each step goes on where the last one
    /// ended.
    /// </summary>
    public bool ReplayEveryStep { get; init; }

    /// <summary>Where instances live that are to outlive this host. Default: in its memory, and they end with it.</summary>
    public AzureStorageHub? AzureStorage { get; init; }

    /// <summary>The app's <c>host.json</c>, for its route prefix and its bound
    /// on activities. Default: the Functions host's own defaults.</summary>
    public string? HostJsonPath { get; init; }

    /// <summary>A <c>local.settings.json</c> whose <c>Values</c> are settings; environment variables win over them.</summary>
    public string? LocalSettingsPath { get; init; }

    /// <summary>Settings that win over all others.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>How long <see cref="EmbeddedFunctionHost.StopAsync"/> waits for activities that run. Default: 10 seconds.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Called after each step of an orchestrator.</summary>
    internal Action<Durable.RecordedStep>? StepRecorded { get; init; }
}
