using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Serverless.Tuner.Objectives.Command;

/// <summary>The owner of a directory: in <c>/tmp</c> any user may make one of any name.</summary>
internal static class DirectoryOwner
{
    private const int CurrentDirectory = -100; // AT_FDCWD
    private const int DoNotFollow = 0x100; // AT_SYMLINK_NOFOLLOW
    private const uint TypeAndOwner = 0x1 | 0x8; // STATX_TYPE | STATX_UID
    private const int ResultSize = 256;
    private const int OwnerOffset = 20;
    private const int ModeOffset = 28;
    private const int TypeMask = 0xF000; // S_IFMT
    private const int TypeDirectory = 0x4000; // S_IFDIR

    /// <summary>Whether there is a directory of that name, no link to one, that belongs to this process's user.</summary>
    /// <remarks>Elsewhere than on Linux each user has a temporary directory; in a shared one no directory counts as this user's.</remarks>
    public static bool IsOurs(string path)
    {
        if (OperatingSystem.IsLinux()) return IsOurs(path, DoNotFollow);
        var parent = Path.GetDirectoryName(path)!;
        return Directory.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(parent) & UnixFileMode.OtherWrite) == 0);
    }

    /// <summary>Whether a directory that was opened on Linux belongs to this process's user.</summary>
    public static bool IsOurs(SafeFileHandle directory)
    {
        var isOurs = IsOurs($"/proc/self/fd/{directory.DangerousGetHandle()}", flags: 0);
        GC.KeepAlive(directory);
        return isOurs;
    }

    // Unlike the result of stat, that of statx has the same layout on every architecture.
    private static bool IsOurs(string path, int flags)
    {
        var result = new byte[ResultSize];
        return Statx(CurrentDirectory, path, flags, TypeAndOwner, result) == 0
            && (BitConverter.ToUInt16(result, ModeOffset) & TypeMask) == TypeDirectory
            && BitConverter.ToUInt32(result, OwnerOffset) == EffectiveUser();
    }

    [DllImport("libc", EntryPoint = "statx")]
    private static extern int Statx(int directory, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, byte[] result);

    [DllImport("libc", EntryPoint = "geteuid")]
    private static extern uint EffectiveUser();
}
