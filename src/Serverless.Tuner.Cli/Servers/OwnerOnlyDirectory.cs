using System.ComponentModel;
using System.Diagnostics;

namespace Serverless.Tuner.Cli.Servers;

/// <summary>A directory that nobody but its owner may enter.</summary>
internal static class OwnerOnlyDirectory
{
    /// <summary>What such a directory allows: its owner everything, others nothing.</summary>
    public const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Creates it, or closes it to others when it is there already.</summary>
    /// <exception cref="UnauthorizedAccessException">It is another user's.</exception>
    /// <exception cref="IOException">It is no directory.</exception>
    public static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, Mode);
        if (Environment.IsPrivilegedProcess && !IsOwn(path)) throw new UnauthorizedAccessException($"{path} belongs to another user.");
        File.SetUnixFileMode(path, Mode); // Nobody but root may do that to what is another user's.
    }

    /// <summary>Closes the files right in it that others may read.</summary>
    /// <exception cref="UnauthorizedAccessException">One is another user's.</exception>
    public static void CloseFiles(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        foreach (var file in Directory.EnumerateFiles(path))
            if (File.GetUnixFileMode(file) != OwnerOnlyFile.Mode)
                File.SetUnixFileMode(file, OwnerOnlyFile.Mode);
    }

    // .NET does not tell who owns a file.
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
