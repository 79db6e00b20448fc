using System.Security.Cryptography;

namespace Serverless.Tuner.Storage;

/// <summary>One start of a host. Claims and the lease name it as their
/// holder; it tells which other holders are known to have ended.</summary>
public sealed class HostStart
{
    private const char Separator = '/';

    private readonly string _id = RandomNumberGenerator.GetHexString(32, lowercase: true);
    private volatile string? _directory;

    /// <summary>Its name on the storage, unique.</summary>
    internal string Name => _directory is { } directory ? directory + Separator + _id : _id;

    /// <summary>
    /// States that this process has a data directory to itself until it ends, so that every process that used it before has ended. Call it
    /// before the host claims anything.
    /// </summary>
    /// <param name="directory">A name of the directory that is unique across machines; without <c>/</c>.</param>
    public void HasAlone(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        ArgumentOutOfRangeException.ThrowIfNotEqual(directory.Contains(Separator, StringComparison.Ordinal), false, nameof(directory));
        _directory = directory;
    }

    /// <summary>Whether a host is an earlier start that is known to have ended.
    /// Other hosts are taken for ended only when they stop writing.</summary>
    /// <param name="host">Its <see cref="Name"/>; null for a trial that no host holds.</param>
    internal bool IsKnownDead(string? host) =>
        host is not null && _directory is { } directory && host != Name && host.StartsWith(directory + Separator, StringComparison.Ordinal);
}
