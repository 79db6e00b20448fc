namespace Serverless.Tuner.Cli.Servers;

/// <summary>The storage of the app, what runs its orchestrations, and its settings.</summary>
internal sealed record HostStorage(string ConnectionString, Engine Engine = Engine.Memory)
{
    /// <summary>The task hub of all servers on a storage; that of a function app on Azure is another.</summary>
    public const string TaskHub = "TunerServe";

    /// <summary>Whether it ends with this process: an Azurite of its own. Others are not expected there.</summary>
    public bool IsOwn { get; init; }

    /// <summary>Settings of the app that its environment does not have.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Leaves the key out.</summary>
    public override string ToString() => $"{Engine}";
}
