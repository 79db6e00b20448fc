namespace Serverless.Tuner.Cli.Servers;

/// <summary>The storage of the app, and what runs its orchestrations.</summary>
internal sealed record HostStorage(string ConnectionString, Engine Engine = Engine.Memory)
{
    /// <summary>The task hub of all servers on a storage; that of a function app on Azure is another.</summary>
    public const string TaskHub = "TunerServe";

    /// <summary>Leaves the key out.</summary>
    public override string ToString() => $"{Engine}";
}
