using System.Globalization;

namespace Serverless.Tuner.Objectives.Command;

/// <summary>A process as <c>/proc</c> shows it; for one that has gone all is empty.</summary>
internal readonly record struct LinuxProcess(int Id)
{
    private static ReadOnlySpan<byte> LocksLabel => "Max file locks"u8;

    public static IEnumerable<LinuxProcess> All()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                yield return new LinuxProcess(id);
    }

    /// <summary>The environment that it was started with, as <c>NAME=value</c> entries that each end in a zero byte.</summary>
    /// <remarks>Empty, too, for processes of other users and the kernel, and while it replaces itself by another program.</remarks>
    public byte[] Environment() => Read("environ");

    /// <summary>The soft limit of its file locks; null when there is none, or it cannot be read.</summary>
    public long? LockLimit()
    {
        var limits = Read("limits").AsSpan();
        var label = limits.IndexOf(LocksLabel);
        if (label < 0) return null;
        var soft = limits[(label + LocksLabel.Length)..].TrimStart((byte)' ');
        return long.TryParse(soft[..Math.Max(0, soft.IndexOf((byte)' '))], NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
            ? limit
            : null;
    }

    /// <summary>Whether it has not ended; a zombie has.</summary>
    public bool Runs()
    {
        var stat = System.Text.Encoding.ASCII.GetString(Read("stat"));
        // The state follows the program's name, which is in parentheses and may hold anything.
        return stat.AsSpan(stat.LastIndexOf(')') + 1).TrimStart() is [not ('Z' or 'X'), ..];
    }

    private byte[] Read(string file)
    {
        try
        {
            return File.ReadAllBytes($"/proc/{Id}/{file}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
