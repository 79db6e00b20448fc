namespace Serverless.Tuner.Objectives.Command;

/// <summary>Removes trees of directories on Linux: each is opened, never
/// through a link and never beyond a mount, before it is emptied.</summary>
internal static class LinuxRemoval
{
    /// <summary>Removes something in a directory.</summary>
    /// <returns>Whether it is gone.</returns>
    public static bool TryRemove(LinuxDirectory parent, byte[] name)
    {
        if (parent.TryRemoveFile(name)) return true;
        using var directory = parent.TryOpen(name);
        return directory is not null && TryEmpty(directory, kept: null) && parent.TryRemoveDirectory(name);
    }

    /// <summary>Removes what is in a directory.</summary>
    /// <param name="top">The directory.</param>
    /// <param name="kept">A name in it that stays.</param>
    /// <returns>Whether it is gone.</returns>
    /// <remarks>Directories are moved to the top before they are emptied: a
    /// program may nest them deeper than a stack allows to follow.</remarks>
    public static bool TryEmpty(LinuxDirectory top, string? kept)
    {
        var (prefix, moved) = (Path.GetRandomFileName(), 0);
        var pending = new Stack<byte[]>();
        var all = Clear(top, kept is null ? [] : LinuxDirectory.Name(kept));
        while (pending.TryPop(out var name))
        {
            using var directory = top.TryOpen(name);
            all &= directory is not null && Clear(directory, []) && top.TryRemoveDirectory(name);
        }

        return all;

        bool Clear(LinuxDirectory directory, ReadOnlySpan<byte> except)
        {
            var cleared = true;
            directory.MakeAccessible();
            foreach (var name in directory.Names())
                if (!except.SequenceEqual(name) && !directory.TryRemoveFile(name))
                    cleared &= Enqueue(directory, name);
            return cleared;
        }

        bool Enqueue(LinuxDirectory parent, byte[] name)
        {
            var upName = parent == top ? name : LinuxDirectory.Name($"{prefix}-{++moved}");
            if (parent != top)
            {
                using var directory = parent.TryOpen(name);
                directory?.MakeAccessible(); // Its link to its parent is written.
                if (directory is null || !parent.TryMove(name, top, upName)) return false;
            }

            pending.Push(upName);
            return true;
        }
    }
}
