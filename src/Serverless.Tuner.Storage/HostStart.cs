using System.Security.Cryptography;

namespace Serverless.Tuner.Storage;

/// <summary>One start of a host: whom the claims and the lease on a storage belong to, and whose owner is known to be dead.</summary>
public sealed class HostStart
{
    private const char Separator = '/';

    private readonly string _id = RandomNumberGenerator.GetHexString(32, lowercase: true);
    private volatile string? _directory;

    /// <summary>Its name on the storage: unlike any other start's.</summary>
    public string Name => _directory is { } directory ? directory + Separator + _id : _id;

    /// <summary>
    /// This process is the only one that works on a data directory, and stays it until its end, however that comes: whoever worked on it
    /// before is dead. To be said before the host claims anything.
    /// </summary>
    /// <param name="directory">What the directory is called; without <c>/</c>, and unlike any other's, on whatever machine.</param>
    public void HasAlone(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        ArgumentOutOfRangeException.ThrowIfNotEqual(directory.Contains(Separator, StringComparison.Ordinal), false, nameof(directory));
        _directory = directory;
    }

    /// <summary>Whether a host is an earlier start that is known to have ended. Of others only their silence can tell.</summary>
    /// <param name="host">Its <see cref="Name"/>; null when it left none.</param>
    public bool IsKnownDead(string? host) =>
        host is not null && _directory is { } directory && host != Name && host.StartsWith(directory + Separator, StringComparison.Ordinal);
}
