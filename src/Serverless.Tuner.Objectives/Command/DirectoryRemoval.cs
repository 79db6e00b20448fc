using System.ComponentModel;
using System.Diagnostics;
using System.IO.Enumeration;

namespace Serverless.Tuner.Objectives.Command;

/// <summary>Removes what a program left, however it left it; links are removed and never followed.</summary>
internal static class DirectoryRemoval
{
    /// <summary>Makes all of <c>$1</c> accessible and removes it, whatever the names of its files are.</summary>
    public const string Script = """chmod -R u+rwX -- "$1"; rm -rf -- "$1" """;

    private const int MostRounds = 10;
    private static readonly TimeSpan BetweenRounds = TimeSpan.FromMilliseconds(10);

    /// <summary>Removes a directory.</summary>
    /// <returns>Whether it is gone; what a process that cannot be ended keeps writing into is not.</returns>
    public static async Task<bool> RemoveAsync(string path)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            if (TryDelete(path)) return true;
            await DeleteByShellAsync(path);
            if (!Directory.Exists(path)) return true;
            await Task.Delay(BetweenRounds);
        }

        return false;
    }

    /// <summary>Removes a directory, unless some file in it has a name that only the shell can say, or is just being made.</summary>
    /// <remarks>
    /// Directories are moved to the top before they are emptied: a program may nest them deeper than a path may be long, and
    /// than a stack allows to follow.
    /// </remarks>
    public static bool TryDelete(string path)
    {
        try
        {
            if (!Directory.Exists(path)) return true;
            var (prefix, moved) = (Path.Combine(path, Path.GetRandomFileName()), 0);
            var pending = new Stack<string>([path]);
            while (pending.TryPop(out var directory))
            {
                foreach (var (entry, isDirectory) in List(directory))
                {
                    if (!isDirectory) File.Delete(entry);
                    else pending.Push(directory == path ? entry : MoveUp(entry, $"{prefix}-{++moved}"));
                }

                if (directory != path) Directory.Delete(directory);
            }

            Directory.Delete(path);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static (string Path, bool IsDirectory)[] List(string directory)
    {
        MakeAccessible(directory);
        return [.. new FileSystemEnumerable<(string, bool)>(
            directory,
            (ref FileSystemEntry e) => (e.ToFullPath(), e.IsDirectory && (e.Attributes & FileAttributes.ReparsePoint) == 0),
            new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = false })];
    }

    private static string MoveUp(string directory, string to)
    {
        MakeAccessible(directory); // Its link to its parent is written.
        Directory.Move(directory, to);
        return to;
    }

    private static void MakeAccessible(string directory)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(directory, HostDirectory.OwnerOnly);
    }

    private static async Task DeleteByShellAsync(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        var start = new ProcessStartInfo("/bin/sh", ["-c", Script, "tuner-remove", path])
        {
            WorkingDirectory = "/",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        try
        {
            using var process = Process.Start(start)!;
            await Task.WhenAll(
                process.StandardOutput.BaseStream.CopyToAsync(Stream.Null), process.StandardError.BaseStream.CopyToAsync(Stream.Null), process.WaitForExitAsync());
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or IOException)
        {
            // No shell: the next round may do, or another host's sweep.
        }
    }
}
