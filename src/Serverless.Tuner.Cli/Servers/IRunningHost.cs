namespace Serverless.Tuner.Cli.Servers;

/// <summary>The app, running in this process until disposed.</summary>
internal interface IRunningHost : IAsyncDisposable
{
    /// <summary>Where it answers.</summary>
    Uri Url { get; }

    /// <summary>Whether studies wait for room on the disk that their tables are on.</summary>
    bool IsDiskFull { set; }

    /// <summary>The storage is back after a crash. Where it holds the messages of orchestrations, too, the last of them may be gone.</summary>
    void StorageCameBack()
    {
        // Nothing is missing where it holds rows only.
    }

    /// <summary>From now on lets the studies on its storage go on, in turns with other servers that do.</summary>
    /// <param name="directory">The identity of the data directory that this process has alone.</param>
    /// <param name="say">Told in a line when another server has its turn instead.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task DriveAsync(string directory, Action<string> say, CancellationToken cancellationToken);
}
