namespace Serverless.Tuner.Cli.Servers;

/// <summary>The storage that the app is to work on, and with what.</summary>
/// <param name="ConnectionString">How to reach it.</param>
/// <param name="Engine">What runs the orchestrations.</param>
internal sealed record HostStorage(string ConnectionString, Engine Engine = Engine.Memory)
{
    /// <summary>The task hub of servers on one storage: another one than the function app's on Azure.</summary>
    public const string TaskHub = "TunerServe";

    /// <summary>Leaves the key out.</summary>
    public override string ToString() => $"{Engine}";
}
