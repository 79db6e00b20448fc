using System.Security.Cryptography;

namespace Serverless.Tuner.Cli.Servers;

/// <summary>A secret in a file that nobody but its owner may read: the key of Azurite's account, the token of the server.</summary>
internal static class OwnerOnlyFile
{
    /// <summary>What such a file allows: its owner to read and write it, others nothing.</summary>
    public const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>How a secret is made: random bytes in base64.</summary>
    /// <param name="bytes">How many.</param>
    public static string NewSecret(int bytes) => Convert.ToBase64String(RandomNumberGenerator.GetBytes(bytes));

    /// <summary>The secret in the file; null when there is no file, or an empty one.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It is another user's.</exception>
    public static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim() is { Length: > 0 } secret ? secret : null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The secret in the file, made by <paramref name="create"/> when there is none. Of two processes that make it at once, both get the same.</summary>
    /// <exception cref="IOException">It cannot be read or written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its directory is another user's.</exception>
    public static string ReadOrCreate(string path, Func<string> create)
    {
        if (Read(path) is { } existing)
        {
            // Somebody may have copied the directory without its modes.
            if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(path) != Mode) File.SetUnixFileMode(path, Mode);
            return existing;
        }

        var draft = $"{path}.{Environment.ProcessId}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = Mode;
        using (var writer = new StreamWriter(draft, options)) writer.WriteLine(create());
        try
        {
            File.Move(draft, path, overwrite: File.Exists(path));
        }
        catch (IOException) when (Read(path) is not null)
        {
            File.Delete(draft); // Another process was faster.
        }

        return Read(path) ?? throw new IOException($"{path} is empty.");
    }
}
