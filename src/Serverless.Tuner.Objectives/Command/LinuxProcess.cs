using System.Globalization;

namespace Serverless.Tuner.Objectives.Command;

/// <summary>A process as <c>/proc</c> shows it; one that ends meanwhile has no environment and no start.</summary>
internal readonly record struct LinuxProcess(int Id)
{
    /// <summary>All that run now.</summary>
    public static IEnumerable<LinuxProcess> All()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                yield return new LinuxProcess(id);
    }

    /// <summary>The environment that it was started with, as <c>NAME=value</c> entries that each end in a zero byte.</summary>
    /// <remarks>Empty too for what is not ours, for the kernel's own, and while it replaces itself by another program.</remarks>
    public byte[] Environment() => Read("environ");

    /// <summary>When it started, in clock ticks since boot; -1 when it has ended.</summary>
    public long StartTicks() => Status(22);

    /// <summary>Whether it belongs to a terminal, as whatever a person started there does.</summary>
    public bool HasTerminal() => Status(7) > 0;

    /// <summary>Where it works, without any link; null for what is not ours, or has ended.</summary>
    public string? WorkingDirectory() => new FileInfo($"/proc/{Id}/cwd").LinkTarget;

    /// <summary>Whether it has a program to run: neither the kernel's own nor one that has ended.</summary>
    public bool HasProgram() => new FileInfo($"/proc/{Id}/exe").LinkTarget is not null;

    private long Status(int field)
    {
        var stat = System.Text.Encoding.ASCII.GetString(Read("stat"));
        // The second field, in parentheses, is the program's name and may hold anything.
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > field - 3 ? long.Parse(fields[field - 3], CultureInfo.InvariantCulture) : -1;
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
