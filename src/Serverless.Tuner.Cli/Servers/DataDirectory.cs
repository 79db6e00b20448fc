using System.Security.Cryptography;
using System.Text;

namespace Serverless.Tuner.Cli.Servers;

/// <summary>Where studies are kept between runs. One server at a time works on it, and its owner alone may enter it.</summary>
internal sealed class DataDirectory
{
    public const string Variable = "TUNER_DATA";

    private DataDirectory(string path, bool isDefault)
    {
        FullPath = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        IsDefault = isDefault;
    }

    public string FullPath { get; }

    /// <summary>Whether no other one was named.</summary>
    public bool IsDefault { get; }

    /// <summary>Where Azurite keeps its database.</summary>
    public string Tables => Path.Combine(FullPath, "tables");

    public string AzuriteKey => Path.Combine(FullPath, "azurite.key");

    public string Logs => Path.Combine(FullPath, "log");

    /// <summary>The token of the server that works on this directory.</summary>
    public string TokenFile => Path.Combine(FullPath, "token");

    /// <summary>
    /// Unique among all directories, also among copies of this one. Storages that several machines share hold it, so it does not reveal
    /// the path.
    /// </summary>
    public string Identity()
    {
        var secret = OwnerOnlyFile.ReadOrCreate(Path.Combine(FullPath, "identity"), () => OwnerOnlyFile.NewSecret(32));
        var place = $"{Environment.MachineName}\n{FullPath}\n{secret}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(place)))[..16];
    }

    public ServerFile ServerFile => new(Path.Combine(FullPath, "server.json"));

    public bool Exists => Directory.Exists(FullPath);

    private static string DefaultPath => Path.Combine(Installation.Root ?? Environment.CurrentDirectory, ".tuner");

    // The first file in a new directory.
    private string LockFile => Path.Combine(FullPath, "lock");

    /// <summary>The one that was named, then <c>TUNER_DATA</c>, then <c>.tuner/</c> at the repository's top or here.</summary>
    public static DataDirectory At(string? named)
    {
        named ??= Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } variable ? variable : null;
        return new DataDirectory(named ?? DefaultPath, isDefault: named is null);
    }

    /// <summary>Takes the directory for this process until disposed; null while another process has it.</summary>
    /// <remarks>The operating system releases the lock when the process ends, also when it is killed.</remarks>
    public FileStream? TryLock()
    {
        try
        {
            Open();
            if (TryOpenLock() is not { } held) return null;
            ServerFile.Remove(); // Its server was killed: another program may listen there by now.
            return held;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"Studies cannot be kept in {FullPath}: {e.Message}", ExitCode.InvalidInput);
        }
    }

    /// <summary>The server that works on this directory at this moment; null when none does.</summary>
    /// <remarks>
    /// The token is for that server alone. A record that was left behind names a port where another program may listen by now, so it
    /// counts only while a process has the directory, which must be this user's own.
    /// </remarks>
    public ServerAddress? RunningServer()
    {
        try
        {
            if (!IsLocked()) return null;
            OwnerOnlyDirectory.Create(FullPath);
            return ServerFile.Read() is { Url.IsLoopback: true } record
                ? new ServerAddress(record.Url, OwnerOnlyFile.Read(TokenFile))
                {
                    IsThere = () => IsLocked() && ServerFile.Read()?.Url == record.Url,
                }
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private void Open()
    {
        // A directory that was named by mistake must neither be closed to others nor get tables among its files.
        if (FullPath != DefaultPath && Exists && !File.Exists(LockFile) && Directory.EnumerateFileSystemEntries(FullPath).Any())
            throw new CliException($"{FullPath} holds other files: name an empty or a new directory for studies.", ExitCode.InvalidInput);
        OwnerOnlyDirectory.Create(FullPath);
    }

    private FileStream? TryOpenLock()
    {
        try
        {
            return OwnerOnlyFile.Open(LockFile, FileMode.OpenOrCreate);
        }
        catch (IOException) when (File.Exists(LockFile))
        {
            return null;
        }
    }

    // Readers share the lock, so that none takes another for a server.
    private bool IsLocked()
    {
        try
        {
            using var look = new FileStream(LockFile, FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return false; // There is none, or it is another user's.
        }
        catch (IOException)
        {
            return true;
        }
    }
}
