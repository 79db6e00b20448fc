namespace Serverless.Tuner.Cli.Servers;

/// <summary>The app, running in this process until disposed.</summary>
internal interface IRunningHost : IAsyncDisposable
{
    /// <summary>Where it answers.</summary>
    Uri Url { get; }
}
