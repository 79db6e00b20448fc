using System.Security.Cryptography;

namespace Serverless.Tuner.Cli.Servers;

/// <summary>
/// A file that nobody but its owner may read, however it came about: all that is kept in a data directory, and above all the
/// secrets there, the key of Azurite's account and the token of the server.
/// </summary>
internal static class OwnerOnlyFile
{
    /// <summary>What such a file allows: its owner to read and write it, others nothing.</summary>
    public const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>How a secret is made: random bytes in base64.</summary>
    /// <param name="bytes">How many.</param>
    public static string NewSecret(int bytes) => Convert.ToBase64String(RandomNumberGenerator.GetBytes(bytes));

    /// <summary>Opens a file to write to it, and makes it when it is not there; one that others may read is closed to them.</summary>
    /// <exception cref="IOException">It cannot be written, or another process has it.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its directory is another user's.</exception>
    public static FileStream Open(string path, FileMode mode, FileShare share = FileShare.None)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = share };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = Mode;
        var stream = new FileStream(path, options);
        try
        {
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(stream.SafeFileHandle, Mode);
            return stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Writes a file in one step, so that nobody reads half of it.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its directory is another user's.</exception>
    public static void Write(string path, string text) => File.Move(WriteDraft(path, text), path, overwrite: true);

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

        var draft = WriteDraft(path, create() + Environment.NewLine);
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

    private static string WriteDraft(string path, string text)
    {
        var draft = $"{path}.{Environment.ProcessId}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        try
        {
            using var writer = new StreamWriter(Open(draft, FileMode.CreateNew));
            writer.Write(text);
        }
        catch (IOException)
        {
            File.Delete(draft); // A full disk needs the room.
            throw;
        }

        return draft;
    }
}
