using System.Text;

namespace Serverless.Tuner.Objectives.Command;

/// <summary>
/// A directory that stays the one that it was when it was opened: on Linux whatever becomes of its name, which a program may
/// redirect at any moment; on other systems as far as its name can be checked before it is used.
/// </summary>
/// <remarks>Names in it are bytes, because on Linux they need not be text,
/// and end in a zero byte. Links in it are never followed.</remarks>
internal abstract class HeldDirectory : IDisposable
{
    // The last wait is half a second, all of them together one.
    private const int MostRounds = 11;
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(1);

    /// <summary>A path to it, for as long as it is held.</summary>
    public abstract string Path { get; }

    /// <summary>Where it is, without any link on the way: the path for programs.</summary>
    public abstract string RealPath { get; }

    /// <summary>Whether it belongs to this process's user, who alone could have made it.</summary>
    public abstract bool IsOurs { get; }

    /// <summary>Opens a directory whose path only this user can change; null when there is none.</summary>
    public static HeldDirectory? TryOpen(string path) =>
        LinuxDirectory.IsSupported ? LinuxDirectory.TryOpen(path) : Directory.Exists(path) ? new PathDirectory(path) : null;

    /// <summary>Opens a directory in it; null when the name is a link or no directory, or when something else is mounted there.</summary>
    public abstract HeldDirectory? TryOpenInside(byte[] name);

    /// <summary>Gives its owner all rights to it, unless it has gone or is another's.</summary>
    public abstract void MakeAccessible();

    public abstract void Dispose();

    /// <summary>Opens a file in it to be read; null when the name is a link or no file, or when it may not be read.</summary>
    public abstract FileStream? TryOpenFile(byte[] name);

    /// <summary>The names in it; null when it cannot be read, or has been replaced by a link.</summary>
    public abstract IReadOnlyList<byte[]>? Names();

    /// <summary>Removes what is no directory; whether nothing is left there.</summary>
    protected abstract bool TryRemoveFile(byte[] name);

    /// <summary>Removes a directory that is empty; whether nothing is left there.</summary>
    protected abstract bool TryRemoveDirectory(byte[] name);

    /// <summary>Moves a directory in it into another one.</summary>
    protected abstract bool TryMove(byte[] name, HeldDirectory to, byte[] newName);

    public HeldDirectory? TryOpenInside(string name) => TryOpenInside(Name(name));

    /// <summary>Makes a directory in it that its owner alone may look into.</summary>
    public void MakePrivate(string name) => HostDirectory.MakePrivate(System.IO.Path.Combine(Path, name));

    /// <summary>Removes something in it with all that is inside; whether that is gone.</summary>
    public bool TryRemove(string name) => TryRemove(Name(name));

    /// <summary>Removes something in it with all that is inside, again and again while a process goes on writing into it.</summary>
    /// <returns>Whether it is gone: not while a process that cannot be ended keeps writing, nor where something else is mounted.</returns>
    public async Task<bool> RemoveAsync(string name)
    {
        var wait = FirstWait;
        for (var round = 1; !TryRemove(name); round++)
        {
            if (round == MostRounds) return false;
            await Task.Delay(wait);
            wait *= 2;
        }

        return true;
    }

    /// <summary>Removes what is in it, except what has the name <paramref name="kept"/>; whether it is gone.</summary>
    /// <remarks>Directories are moved to the top before they are emptied: a
    /// program may nest them deeper than a path or a stack allows.</remarks>
    public bool TryEmpty(string? kept = null)
    {
        var (prefix, moved) = (System.IO.Path.GetRandomFileName(), 0);
        var pending = new Stack<byte[]>();
        var all = Clear(this, kept is null ? [] : Name(kept));
        while (pending.TryPop(out var name))
        {
            using var directory = TryOpenInside(name);
            all &= directory is not null && Clear(directory, []) && TryRemoveDirectory(name);
        }

        return all;

        bool Clear(HeldDirectory directory, ReadOnlySpan<byte> except)
        {
            directory.MakeAccessible();
            if (directory.Names() is not { } names) return false;
            var cleared = true;
            foreach (var name in names)
                if (!except.SequenceEqual(name) && !directory.TryRemoveFile(name))
                    cleared &= Enqueue(directory, name);
            return cleared;
        }

        bool Enqueue(HeldDirectory parent, byte[] name)
        {
            var upName = parent == this ? name : Name($"{prefix}-{++moved}");
            if (parent != this)
            {
                using var directory = parent.TryOpenInside(name);
                directory?.MakeAccessible(); // The link to its parent is changed.
                if (directory is null || !parent.TryMove(name, this, upName)) return false;
            }

            pending.Push(upName);
            return true;
        }
    }

    protected static byte[] Name(string name) => Encoding.UTF8.GetBytes(name + '\0');

    private bool TryRemove(byte[] name)
    {
        if (TryRemoveFile(name)) return true;
        using var directory = TryOpenInside(name);
        return directory is not null && directory.TryEmpty() && TryRemoveDirectory(name);
    }
}
