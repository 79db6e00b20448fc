using System.ComponentModel;
using System.Diagnostics;

namespace Serverless.Tuner.Cli.Servers;

/// <summary>A directory that its owner alone may enter.</summary>
internal static class OwnerOnlyDirectory
{
    public const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Creates it, or closes it to others when it is there already.</summary>
    public static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, Mode);
        if (Environment.IsPrivilegedProcess && !IsOwn(path)) throw new UnauthorizedAccessException($"{path} belongs to another user.");
        File.SetUnixFileMode(path, Mode); // Only root may do that to another user's directory.
    }

    /// <summary>Closes the files right in it that others may read.</summary>
    public static void CloseFiles(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        foreach (var file in Directory.EnumerateFiles(path))
            if (File.GetUnixFileMode(file) != OwnerOnlyFile.Mode) File.SetUnixFileMode(file, OwnerOnlyFile.Mode);
    }

    // .NET has no way to read a file's owner.
    private static bool IsOwn(string path)
    {
        try
        {
            using var test = Process.Start("test", ["-O", path]);
            test.WaitForExit();
            return test.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return true; // A machine without even `test` is a container with one user.
        }
    }
}
