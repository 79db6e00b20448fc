using System.Security.Cryptography;

namespace Serverless.Tuner.Cli.Servers;

/// <summary>
/// A file that its owner alone may read: everything in a data directory, above all its secrets, the key of Azurite's account and the
/// token of the server.
/// </summary>
internal static class OwnerOnlyFile
{
    public const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Random bytes in base64.</summary>
    public static string NewSecret(int bytes) => Convert.ToBase64String(RandomNumberGenerator.GetBytes(bytes));

    /// <summary>Opens or makes a file to write to it, and closes it to others.</summary>
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

    /// <summary>Writes a file in one step: no reader sees half of it.</summary>
    public static void Write(string path, string text) => File.Move(WriteDraft(path, text), path, overwrite: true);

    /// <summary>The secret in the file; null when there is no file, or an empty one.</summary>
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

    /// <summary>The secret in the file, made by <paramref name="create"/> when
    /// there is none. Two processes that make it at once get the same.</summary>
    public static string ReadOrCreate(string path, Func<string> create)
    {
        if (Read(path) is { } existing)
        {
            // The directory may have been copied without its modes.
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
            File.Delete(draft); // The disk may be full.
            throw;
        }

        return draft;
    }
}
