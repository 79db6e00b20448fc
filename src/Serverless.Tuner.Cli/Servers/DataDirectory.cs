using System.Security.Cryptography;
using System.Text;

namespace Serverless.Tuner.Cli.Servers;

/// <summary>Where studies are kept between runs; one server at a time works on it.</summary>
internal sealed class DataDirectory
{
    /// <summary>The environment variable that names another directory.</summary>
    public const string Variable = "TUNER_DATA";

    private DataDirectory(string path, bool isDefault)
    {
        FullPath = Path.GetFullPath(path);
        IsDefault = isDefault;
    }

    /// <summary>Its full path.</summary>
    public string FullPath { get; }

    /// <summary>Whether nobody named another one.</summary>
    public bool IsDefault { get; }

    /// <summary>Where Azurite keeps its database.</summary>
    public string Tables => Path.Combine(FullPath, "tables");

    /// <summary>Where programs that we start write what they have to say.</summary>
    public string Logs => Path.Combine(FullPath, "log");

    /// <summary>
    /// What tells this directory from any other, also from a copy of it elsewhere. It is on storages by which hosts of several machines meet,
    /// so it tells nothing of where it is.
    /// </summary>
    public string Identity()
    {
        var secret = OwnerOnlyFile.ReadOrCreate(Path.Combine(FullPath, "identity"), () => OwnerOnlyFile.NewSecret(32));
        var place = $"{Environment.MachineName}\n{FullPath}\n{secret}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(place)))[..16];
    }

    /// <summary>The record of the server that works on this directory.</summary>
    public ServerFile ServerFile => new(Path.Combine(FullPath, "server.json"));

    /// <summary>The one that was named, then <c>TUNER_DATA</c>, then <c>.tuner/</c> at the repository's top or here.</summary>
    public static DataDirectory At(string? named)
    {
        named ??= Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } variable ? variable : null;
        return named is not null
            ? new DataDirectory(named, isDefault: false)
            : new DataDirectory(Path.Combine(Installation.Root ?? Environment.CurrentDirectory, ".tuner"), isDefault: true);
    }

    /// <summary>Whether it is there.</summary>
    public bool Exists => Directory.Exists(FullPath);

    /// <summary>Takes the directory for this process until disposed; null while another process has it.</summary>
    /// <remarks>The operating system lets go of the lock when the process ends, however it ends.</remarks>
    /// <exception cref="CliException">It is no directory, or none that this process may write to.</exception>
    public IDisposable? TryLock()
    {
        var file = Path.Combine(FullPath, "lock");
        try
        {
            Directory.CreateDirectory(FullPath);
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(file))
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"Studies cannot be kept in {FullPath}: {e.Message}", ExitCode.InvalidInput);
        }
    }
}
