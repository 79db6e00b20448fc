using System.Security.Cryptography;

namespace Serverless.Tuner.Objectives.Command;

/// <summary>
/// The directory that holds the directories of this process's trials, in the system's temporary one. It is removed when the
/// process ends; should it be killed, <see cref="CommandWatchdog"/> does that, or else the next host: a file in it is locked for
/// as long as its host lives, which no kill can prevent from being unlocked.
/// </summary>
/// <param name="temporary">The directory to be made in.</param>
internal sealed class HostDirectory(string temporary) : IDisposable
{
    /// <summary>The file that a living host keeps locked.</summary>
    public const string LockName = "serverless-tuner.lock";

    /// <summary>What a directory allows: everything to its owner, nothing to others.</summary>
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // Short: programs make sockets in TMPDIR, and a socket's path has some 100 bytes.
    private const string Prefix = "tuner-";
    private const int RandomLength = 10;
    private const int MostClaims = 5;
    private readonly Lock _lock = new();
    private FileStream? _held;
    private int _trials;

    /// <summary>The one of this process.</summary>
    public static HostDirectory Shared { get; } = OfThisProcess();

    /// <summary>Its name; it exists from the first trial.</summary>
    public string Location { get; } =
        Path.Combine(Path.GetFullPath(temporary), Prefix + RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz0123456789", RandomLength));

    /// <summary>A directory for one evaluation.</summary>
    /// <exception cref="IOException">The temporary directory cannot be written to, or is full.</exception>
    /// <exception cref="UnauthorizedAccessException">The temporary directory may not be written to.</exception>
    public TrialDirectory Create()
    {
        lock (_lock)
        {
            // Whoever tidies up the temporary directory may have taken an old one for abandoned.
            if (_held is null || !File.Exists(_held.Name)) Claim();
            return new TrialDirectory(MakePrivate(Path.Combine(RealLocation(), $"{++_trials}")).FullName);
        }
    }

    /// <summary>Makes a directory that its owner alone may look into.</summary>
    public static DirectoryInfo MakePrivate(string path) =>
        OperatingSystem.IsWindows() ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, OwnerOnly);

    /// <summary>Removes the directories of hosts that have ended without doing it.</summary>
    public async Task SweepAsync()
    {
        foreach (var directory in Directory.GetDirectories(Path.GetDirectoryName(Location)!, Prefix + new string('?', RandomLength), new EnumerationOptions()))
        {
            if (directory == Location || !DirectoryOwner.IsOurs(directory)) continue;
            try
            {
                if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(directory, OwnerOnly);
                using var held = Lock(directory, FileMode.Open);
                // The lock goes last, so that what an interrupted sweep left is found again.
                foreach (var trial in Directory.GetDirectories(directory)) await DirectoryRemoval.RemoveAsync(trial);
                await DirectoryRemoval.RemoveAsync(directory);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Its host lives, or it is no host's.
            }
        }
    }

    /// <summary>Removes it with all that is in it.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_held is null) return;
            DirectoryRemoval.TryDelete(Location);
            _held.Dispose();
            _held = null;
        }
    }

    private static HostDirectory OfThisProcess()
    {
        var directory = new HostDirectory(Path.GetTempPath());
        AppDomain.CurrentDomain.ProcessExit += (_, _) => directory.Dispose();
        return directory;
    }

    private static FileStream Lock(string directory, FileMode mode) => new(Path.Combine(directory, LockName), mode, FileAccess.ReadWrite, FileShare.None);

    private void Claim()
    {
        var isFirst = _held is null;
        _held?.Dispose();
        for (var claim = 1; ; claim++)
        {
            MakePrivate(Location);
            if (!DirectoryOwner.IsOurs(Location)) throw new UnauthorizedAccessException($"The directory '{Location}' is another user's.");
            try
            {
                _held = Lock(Location, FileMode.OpenOrCreate);
                break;
            }
            catch (IOException) when (claim < MostClaims)
            {
                // Another host's sweep came in between.
            }
        }

        if (isFirst) _ = Task.Run(SweepAsync);
    }

    // The kernel tells where a process works without any link on the way.
    private string RealLocation() =>
        OperatingSystem.IsLinux() && new FileInfo($"/proc/self/fd/{_held!.SafeFileHandle.DangerousGetHandle()}").LinkTarget is { } real
            ? Path.GetDirectoryName(real)!
            : Location;
}
