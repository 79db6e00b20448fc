using System.IO.Enumeration;

namespace Serverless.Tuner.Objectives.Command;

/// <summary>Removes trees of directories by their paths, where that cannot be done by <see cref="LinuxRemoval"/>.</summary>
/// <remarks>
/// A name is looked at right before it is followed. Between the two a process that still runs could put a link there: on these
/// systems that is not prevented.
/// </remarks>
internal static class PathRemoval
{
    /// <summary>Whether there is a directory of that name, and no link to one.</summary>
    public static bool IsDirectory(string path) => new DirectoryInfo(path) is { Exists: true, LinkTarget: null };

    /// <summary>Gives the owner all rights to a directory, and no link to one.</summary>
    /// <returns>Whether that could be.</returns>
    public static bool TryMakeAccessible(string directory) => Try(() =>
    {
        if (!IsDirectory(directory)) return false;
        MakeAccessible(directory);
        return true;
    });

    /// <summary>Removes a file, a link, or a directory with all that is in it.</summary>
    /// <returns>Whether it is gone.</returns>
    public static bool TryRemove(string path) => Try(() =>
    {
        if (!IsDirectory(path))
        {
            File.Delete(path);
            return true;
        }

        if (!TryEmpty(path, kept: null)) return false;
        Directory.Delete(path);
        return true;
    });

    /// <summary>Removes what is in a directory, except what has the name <paramref name="kept"/>.</summary>
    /// <returns>Whether it is gone.</returns>
    /// <remarks>
    /// Directories are moved to the top before they are emptied: a program may nest them deeper than a path may be long, and
    /// than a stack allows to follow.
    /// </remarks>
    public static bool TryEmpty(string path, string? kept) => Try(() =>
    {
        var (prefix, moved) = (Path.Combine(path, Path.GetRandomFileName()), 0);
        var pending = new Stack<string>([path]);
        while (pending.TryPop(out var directory))
        {
            if (!IsDirectory(directory)) return false;
            foreach (var (entry, isDirectory) in List(directory).Where(e => directory != path || Path.GetFileName(e.Path) != kept))
            {
                if (!isDirectory) File.Delete(entry);
                else pending.Push(directory == path ? entry : MoveUp(entry, $"{prefix}-{++moved}"));
            }

            if (directory != path) Directory.Delete(directory);
        }

        return true;
    });

    private static bool Try(Func<bool> remove)
    {
        try
        {
            return remove();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void MakeAccessible(string directory)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(directory, HostDirectory.OwnerOnly);
    }

    private static (string Path, bool IsDirectory)[] List(string directory)
    {
        MakeAccessible(directory);
        return [.. new FileSystemEnumerable<(string Path, bool IsDirectory)>(
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
}
