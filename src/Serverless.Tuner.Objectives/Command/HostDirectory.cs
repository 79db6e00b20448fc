using System.Security.Cryptography;

namespace Serverless.Tuner.Objectives.Command;

/// <summary>
/// The directory that holds the directories of this process's trials, in the system's temporary one. It is removed when the
/// process ends; when the process is killed, by <see cref="CommandWatchdog"/>, or else by the next host: a file in it is locked
/// until its host ends, however that is.
/// </summary>
internal sealed class HostDirectory(string temporary) : IDisposable
{
    public const string LockName = "serverless-tuner.lock";

    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // Short: programs make sockets in TMPDIR, and a socket's path has some 100 bytes.
    private const string Prefix = "tuner-";
    private const int RandomLength = 10;
    private const int MostClaims = 5;
    private readonly Lock _lock = new();
    private FileStream? _lockFile;
    private HeldDirectory? _directory;
    private int _trials;

    public static HostDirectory Shared { get; } = OfThisProcess();

    /// <summary>Its name; it exists from the first trial.</summary>
    public string Location { get; } =
        Path.Combine(
            Path.GetFullPath(temporary), Prefix + RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz0123456789", RandomLength));

    /// <summary>The directory itself; null before the first trial. It stays open: removing a trial's directory needs it.</summary>
    public HeldDirectory? Held
    {
        get { lock (_lock) return _directory; }
    }

    /// <summary>A directory for one evaluation.</summary>
    public TrialDirectory Create()
    {
        lock (_lock)
        {
            // A tool that tidies up the temporary directory may have taken an old one for abandoned.
            _directory?.MakeAccessible();
            if (_directory is null || !File.Exists(Path.Combine(_directory.Path, LockName))) _directory = Claim();
            return new TrialDirectory(_directory, $"{++_trials}");
        }
    }

    /// <summary>Makes a directory that its owner alone may look into.</summary>
    public static DirectoryInfo MakePrivate(string path) =>
        OperatingSystem.IsWindows() ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, OwnerOnly);

    /// <summary>Removes the directories of hosts that have ended without doing it.</summary>
    public async Task SweepAsync()
    {
        using var parent = HeldDirectory.TryOpen(Parent);
        if (parent is null) return;
        foreach (var path in Directory.GetDirectories(parent.Path, Prefix + new string('?', RandomLength), new EnumerationOptions()))
        {
            var name = Path.GetFileName(path);
            using var directory = name == Path.GetFileName(Location) ? null : parent.TryOpenInside(name);
            if (directory is not { IsOurs: true }) continue;
            try
            {
                directory.MakeAccessible();
                using var held = Lock(directory, FileMode.Open);
                // The lock goes last, so that the next sweep finds what an interrupted one left.
                if (directory.TryEmpty(kept: LockName)) await parent.RemoveAsync(name);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Its host lives, or it is not a host's directory.
            }
        }
    }

    /// <summary>Removes it with all that is in it.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_lockFile is null || _directory is null) return;
            using var parent = HeldDirectory.TryOpen(Parent);
            // Emptied through the open directory: its name may lead elsewhere.
            _directory.TryEmpty();
            parent?.TryRemove(Path.GetFileName(Location));
            _lockFile.Dispose();
            _lockFile = null;
        }
    }

    private static HostDirectory OfThisProcess()
    {
        var directory = new HostDirectory(Path.GetTempPath());
        AppDomain.CurrentDomain.ProcessExit += (_, _) => directory.Dispose();
        return directory;
    }

    private static FileStream Lock(HeldDirectory directory, FileMode mode) =>
        new(Path.Combine(directory.Path, LockName), mode, FileAccess.ReadWrite, FileShare.None);

    private string Parent => Path.GetDirectoryName(Location)!;

    private HeldDirectory Claim()
    {
        var isFirst = _lockFile is null;
        _lockFile?.Dispose();
        for (var claim = 1; ; claim++)
        {
            MakePrivate(Location);
            using var parent = HeldDirectory.TryOpen(Parent);
            var directory = parent?.TryOpenInside(Path.GetFileName(Location));
            try
            {
                if (directory is null) throw new IOException($"There is no directory '{Location}' any more.");
                if (!directory.IsOurs) throw new UnauthorizedAccessException($"The directory '{Location}' is another user's.");
                directory.MakeAccessible();
                _lockFile = Lock(directory, FileMode.OpenOrCreate);
                if (isFirst) _ = Task.Run(SweepAsync);
                return directory;
            }
            catch (IOException) when (claim < MostClaims)
            {
                directory?.Dispose(); // The sweep of another host removed it meanwhile.
            }
        }
    }
}
