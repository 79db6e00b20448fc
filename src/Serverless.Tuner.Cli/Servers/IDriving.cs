namespace Serverless.Tuner.Cli.Servers;

/// <summary>What a server does in its turn at the studies.</summary>
internal interface IDriving
{
    /// <summary>Begins to drive the studies.</summary>
    Task BeginAsync(CancellationToken cancellationToken);

    /// <summary>Leaves them to another server, soon; also after a beginning that failed.</summary>
    Task EndAsync();
}
