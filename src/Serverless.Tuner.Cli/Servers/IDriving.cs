namespace Serverless.Tuner.Cli.Servers;

/// <summary>What a server does in its turn to drive the studies.</summary>
internal interface IDriving
{
    /// <summary>Whether servers drive the studies together, and take turns at the timers alone.</summary>
    bool IsShared => false;

    /// <summary>Begins this server's turn.</summary>
    Task BeginAsync(CancellationToken cancellationToken);

    /// <summary>Ends this server's turn, also after a beginning that failed.</summary>
    Task EndAsync();
}
