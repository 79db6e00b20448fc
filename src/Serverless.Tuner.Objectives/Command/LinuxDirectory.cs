using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Serverless.Tuner.Objectives.Command;

/// <summary>
/// A directory of Linux that is held open. What is done in it is done there, whatever its name leads to by then.
/// </summary>
internal sealed class LinuxDirectory : HeldDirectory
{
    private const int CurrentDirectory = -100; // AT_FDCWD
    private const int ReadOnly = 0; // O_RDONLY
    private const int PathOnly = 0x200000; // O_PATH: needs no permission for the directory itself
    private const int NonBlocking = 0x800; // O_NONBLOCK
    private const int CloseOnExec = 0x80000; // O_CLOEXEC
    private const int RemoveDirectoryFlag = 0x200; // AT_REMOVEDIR
    private const int NoSuchEntry = 2; // ENOENT
    private const int NameOffset = 19; // of d_name in struct dirent, wherever a process has 64 bits

    // O_DIRECTORY and O_NOFOLLOW: the two flags that are not the same everywhere.
    private static readonly (int Directory, int NoFollow) Flags =
        RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Ppc64le ? (0x4000, 0x8000) : (0x10000, 0x20000);

    private readonly SafeFileHandle _handle;
    private readonly Lazy<string?> _mount;

    private LinuxDirectory(SafeFileHandle handle)
    {
        _handle = handle;
        _mount = new Lazy<string?>(ReadMount);
    }

    /// <summary>Whether there are such directories here.</summary>
    public static bool IsSupported => OperatingSystem.IsLinux() && Environment.Is64BitProcess;

    public override string Path => $"/proc/self/fd/{_handle.DangerousGetHandle()}";

    public override string RealPath => new FileInfo(Path).LinkTarget ?? Path;

    public override bool IsOurs => DirectoryOwner.IsOurs(_handle);

    /// <summary>Opens a directory by its path, which may lead through links; null when there is none.</summary>
    public static new LinuxDirectory? TryOpen(string path) =>
        Of(OpenAt(CurrentDirectory, Name(path), PathOnly | Flags.Directory | CloseOnExec));

    public override HeldDirectory? TryOpenInside(byte[] name)
    {
        if (Of(OpenAt(_handle, name, PathOnly | Flags.Directory | Flags.NoFollow | CloseOnExec)) is not { } directory) return null;
        if (directory._mount.Value == _mount.Value) return directory;
        directory.Dispose();
        return null;
    }

    public override void MakeAccessible()
    {
        _ = ChangeMode(Name(Path), (int)HostDirectory.OwnerOnly);
        GC.KeepAlive(_handle); // The path names the directory only while the handle is open.
    }

    public override FileStream? TryOpenFile(byte[] name)
    {
        // Opening a pipe would wait for its writer.
        var descriptor = OpenAt(_handle, name, ReadOnly | NonBlocking | Flags.NoFollow | CloseOnExec);
        if (descriptor < 0) return null;
        var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        try
        {
            var isDirectory = (File.GetAttributes(handle) & FileAttributes.Directory) != 0;
            // Pipes, sockets and terminals have no place to go to.
            if (!isDirectory && new FileStream(handle, FileAccess.Read) is { CanSeek: true } file) return file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // It is something that is no file.
        }

        handle.Dispose();
        return null;
    }

    public override IReadOnlyList<byte[]>? Names()
    {
        var names = new List<byte[]>();
        var descriptor = OpenAt(_handle, Name("."), ReadOnly | Flags.Directory | CloseOnExec);
        if (descriptor < 0) return null;
        var stream = OpenStream(descriptor);
        while (ReadStream(stream) is var entry and not 0)
        {
            var length = 0;
            while (Marshal.ReadByte(entry, NameOffset + length) != 0) length++;
            var name = new byte[length + 1];
            Marshal.Copy(entry + NameOffset, name, 0, length);
            if (name is not ([(byte)'.', 0] or [(byte)'.', (byte)'.', 0])) names.Add(name);
        }

        _ = CloseStream(stream);
        return names;
    }

    protected override bool TryRemoveFile(byte[] name) => TryUnlink(name, flags: 0);

    protected override bool TryRemoveDirectory(byte[] name) => TryUnlink(name, RemoveDirectoryFlag);

    protected override bool TryMove(byte[] name, HeldDirectory to, byte[] newName) =>
        RenameAt(_handle, name, ((LinuxDirectory)to)._handle, newName) == 0;

    public override void Dispose() => _handle.Dispose();

    private static LinuxDirectory? Of(int descriptor) =>
        descriptor < 0 ? null : new LinuxDirectory(new SafeFileHandle(descriptor, ownsHandle: true));

    private bool TryUnlink(byte[] name, int flags) => UnlinkAt(_handle, name, flags) == 0 || Marshal.GetLastPInvokeError() == NoSuchEntry;

    // A bind mount has its directory's device, but a number of its own.
    private string? ReadMount()
    {
        try
        {
            return File.ReadLines($"/proc/self/fdinfo/{_handle.DangerousGetHandle()}")
                .FirstOrDefault(line => line.StartsWith("mnt_id:", StringComparison.Ordinal));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [DllImport("libc", EntryPoint = "openat", SetLastError = true)]
    private static extern int OpenAt(int directory, byte[] name, int flags);

    [DllImport("libc", EntryPoint = "openat", SetLastError = true)]
    private static extern int OpenAt(SafeFileHandle directory, byte[] name, int flags);

    [DllImport("libc", EntryPoint = "unlinkat", SetLastError = true)]
    private static extern int UnlinkAt(SafeFileHandle directory, byte[] name, int flags);

    [DllImport("libc", EntryPoint = "renameat", SetLastError = true)]
    private static extern int RenameAt(SafeFileHandle from, byte[] name, SafeFileHandle to, byte[] newName);

    [DllImport("libc", EntryPoint = "chmod", SetLastError = true)]
    private static extern int ChangeMode(byte[] path, int mode);

    [DllImport("libc", EntryPoint = "fdopendir", SetLastError = true)]
    private static extern nint OpenStream(int descriptor);

    [DllImport("libc", EntryPoint = "readdir")]
    private static extern nint ReadStream(nint stream);

    [DllImport("libc", EntryPoint = "closedir")]
    private static extern int CloseStream(nint stream);
}
