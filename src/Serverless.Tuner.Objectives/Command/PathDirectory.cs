using System.Text;

namespace Serverless.Tuner.Objectives.Command;

/// <summary>A directory that is known by its path alone, where there is no <see cref="LinuxDirectory"/>.</summary>
/// <remarks>
/// A name is checked right before it is followed. Between the two a process that still runs could put a link there: on these
/// systems that is not prevented.
/// </remarks>
internal sealed class PathDirectory(string path) : HeldDirectory
{
    private static readonly EnumerationOptions All = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    public override string Path => path;

    public override string RealPath => path;

    public override bool IsOurs => DirectoryOwner.IsOurs(path);

    public override HeldDirectory? TryOpenInside(byte[] name) => IsDirectory(Inside(name)) ? new PathDirectory(Inside(name)) : null;

    public override void MakeAccessible() => Try(() =>
    {
        if (!OperatingSystem.IsWindows() && IsDirectory(path)) File.SetUnixFileMode(path, HostDirectory.OwnerOnly);
    });

    public override void Dispose()
    {
        // A path holds nothing.
    }

    public override FileStream? TryOpenFile(byte[] name)
    {
        FileStream? content = null;
        var file = new FileInfo(Inside(name));
        return file is { Exists: true, LinkTarget: null } && Try(() => content = file.OpenRead()) ? content : null;
    }

    public override IReadOnlyList<byte[]>? Names()
    {
        byte[][] names = [];
        return IsDirectory(path)
            && Try(() => names = [.. Directory.EnumerateFileSystemEntries(path, "*", All).Select(NameOf)]) ? names : null;
    }

    protected override bool TryRemoveFile(byte[] name) => !IsDirectory(Inside(name)) && Try(() => File.Delete(Inside(name)));

    protected override bool TryRemoveDirectory(byte[] name) => Try(() => Directory.Delete(Inside(name)));

    protected override bool TryMove(byte[] name, HeldDirectory to, byte[] newName) =>
        Try(() => Directory.Move(Inside(name), ((PathDirectory)to).Inside(newName)));

    private static bool IsDirectory(string path) => new DirectoryInfo(path) is { Exists: true, LinkTarget: null };

    private static byte[] NameOf(string entry) => Name(System.IO.Path.GetFileName(entry));

    private string Inside(byte[] name) => System.IO.Path.Combine(path, Encoding.UTF8.GetString(name.AsSpan()[..^1]));

    private static bool Try(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
