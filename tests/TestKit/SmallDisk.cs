using System.Diagnostics;

namespace Serverless.Tuner.TestKit;

/// <summary>A file system of a few hundred kilobytes, with a ballast that can be thrown off. Only root can mount one.</summary>
public sealed class SmallDisk : IDisposable
{
    private readonly DirectoryInfo _directory = System.IO.Directory.CreateTempSubdirectory("small-disk-");

    /// <summary>Mounts one.</summary>
    /// <param name="kilobytes">Its size.</param>
    public SmallDisk(int kilobytes) => Run("mount", "-t", "tmpfs", "-o", $"size={kilobytes}k", "tmpfs", Directory);

    /// <summary>Whether this process may mount one.</summary>
    public static bool IsPossible => OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && CanMount.Value;

    // Root in a container may still not be allowed to.
    private static readonly Lazy<bool> CanMount = new(() =>
    {
        try
        {
            new SmallDisk(64).Dispose();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    });

    /// <summary>Where it is.</summary>
    public string Directory => _directory.FullName;

    /// <summary>What is free, in bytes.</summary>
    public long Free => new DriveInfo(Directory).AvailableFreeSpace;

    private string Ballast => Path.Combine(Directory, "ballast");

    /// <summary>Fills it until no more than this is free.</summary>
    public void Fill(long leave = 0)
    {
        using var ballast = new FileStream(Ballast, FileMode.Append);
        while (Free - leave is var bytes and > 0)
        {
            ballast.Write(new byte[Math.Min(bytes, 4096)]);
            ballast.Flush();
        }
    }

    /// <summary>Makes room again.</summary>
    public void Relieve() => File.Delete(Ballast);

    public void Dispose()
    {
        if (System.IO.Directory.Exists(Directory))
        {
            Run("umount", "-l", Directory);
            _directory.Delete();
        }
    }

    private void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode == 0) return;
        if (program == "mount") _directory.Delete();
        throw new InvalidOperationException($"{program} failed: {error}");
    }
}
