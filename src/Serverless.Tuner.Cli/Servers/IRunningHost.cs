namespace Serverless.Tuner.Cli.Servers;

/// <summary>The app, running in this process until disposed.</summary>
internal interface IRunningHost : IAsyncDisposable
{
    Uri Url { get; }

    /// <summary>Whether studies wait for room on the disk that their tables are on.</summary>
    bool IsDiskFull { set; }

    /// <summary>Called when the storage is back after a crash: the last messages of orchestrations in it may be lost.</summary>
    void StorageCameBack()
    {
        // Rows are not lost.
    }

    /// <summary>Drives the studies on its storage from now on, in turns with
    /// other servers. <paramref name="directory"/> is the identity of the
    /// data directory.</summary>
    Task DriveAsync(string directory, Action<string> say, CancellationToken cancellationToken);
}
