using System.Reflection;
using System.Runtime.InteropServices;

namespace Serverless.Tuner.Benchmarks.Quality;

/// <summary>What a measurement ran on.</summary>
public sealed record Machine
{
    /// <summary>The processor's model; its architecture where the system does not say.</summary>
    public required string Cpu { get; init; }

    /// <summary>How many cores there were.</summary>
    public required int Cores { get; init; }

    /// <summary>The operating system.</summary>
    public required string System { get; init; }

    /// <summary>The .NET runtime's version.</summary>
    public required string Runtime { get; init; }

    /// <summary>The tuner's version, with the commit where the build knew it.</summary>
    public required string Tuner { get; init; }

    /// <summary>This one.</summary>
    public static Machine Here() => new()
    {
        Cpu = CpuModel() ?? RuntimeInformation.ProcessArchitecture.ToString(),
        Cores = Environment.ProcessorCount,
        System = RuntimeInformation.OSDescription,
        Runtime = RuntimeInformation.FrameworkDescription,
        Tuner = typeof(ISampler).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown",
    };

    private static string? CpuModel()
    {
        const string Linux = "/proc/cpuinfo";
        if (!File.Exists(Linux)) return null;
        var line = File.ReadLines(Linux).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal));
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
