namespace Serverless.Tuner.Objectives.Command;

/// <summary>
/// A directory that stays the one that it was when it was opened: on Linux whatever becomes of its name, which a program may
/// have lead elsewhere at any moment; on other systems as far as its name can be looked at before it is used.
/// </summary>
internal sealed class HeldDirectory : IDisposable
{
    private readonly string _path;
    private readonly LinuxDirectory? _linux;

    private HeldDirectory(string path, LinuxDirectory? linux)
    {
        _path = path;
        _linux = linux;
    }

    /// <summary>A path to it, for calls that take one, for as long as it is held.</summary>
    public string Path => _linux?.Path ?? _path;

    /// <summary>Where it is, without any link on the way; a program is told this.</summary>
    public string RealPath => _linux is null ? _path : new FileInfo(_linux.Path).LinkTarget ?? _path;

    /// <summary>Whether it belongs to this process's user, who alone could have made it.</summary>
    public bool IsOurs => _linux?.IsOurs ?? DirectoryOwner.IsOurs(_path);

    /// <summary>Opens a directory whose path nobody else can change; null when there is none.</summary>
    public static HeldDirectory? TryOpen(string path)
    {
        if (!LinuxDirectory.IsSupported) return Directory.Exists(path) ? new HeldDirectory(path, linux: null) : null;
        return LinuxDirectory.TryOpen(path) is { } linux ? new HeldDirectory(path, linux) : null;
    }

    /// <summary>Opens a directory in it; null when the name is a link or no directory.</summary>
    public HeldDirectory? TryOpenInside(string name)
    {
        var path = System.IO.Path.Combine(_path, name);
        if (_linux is null) return PathRemoval.IsDirectory(path) ? new HeldDirectory(path, linux: null) : null;
        return _linux.TryOpen(LinuxDirectory.Name(name)) is { } linux ? new HeldDirectory(path, linux) : null;
    }

    /// <summary>Makes a directory in it that its owner alone may look into.</summary>
    public void MakePrivate(string name) => HostDirectory.MakePrivate(System.IO.Path.Combine(Path, name));

    /// <summary>Gives its owner all rights to it, unless it has gone or is another's.</summary>
    public void MakeAccessible()
    {
        if (_linux is not null) _linux.MakeAccessible();
        else PathRemoval.TryMakeAccessible(_path);
    }

    /// <summary>Removes what is in it, except what has the name <paramref name="kept"/>.</summary>
    /// <returns>Whether that is gone.</returns>
    public bool TryEmpty(string? kept = null) => _linux is null ? PathRemoval.TryEmpty(_path, kept) : LinuxRemoval.TryEmpty(_linux, kept);

    /// <summary>Removes something in it, with all that is inside.</summary>
    /// <returns>Whether that is gone.</returns>
    public bool TryRemove(string name) => _linux is null
        ? PathRemoval.TryRemove(System.IO.Path.Combine(_path, name))
        : LinuxRemoval.TryRemove(_linux, LinuxDirectory.Name(name));

    /// <inheritdoc />
    public void Dispose() => _linux?.Dispose();
}
