namespace Serverless.Tuner.Cli.Servers;

/// <summary>What a server does in its turn at the studies.</summary>
internal interface IDriving
{
    /// <summary>Whether servers drive the studies together, and only the timers are one server's at a time.</summary>
    bool IsShared => false;

    /// <summary>Begins to drive the studies, or what of that is one server's at a time.</summary>
    Task BeginAsync(CancellationToken cancellationToken);

    /// <summary>Leaves them to another server, soon; also after a beginning that failed.</summary>
    Task EndAsync();
}
