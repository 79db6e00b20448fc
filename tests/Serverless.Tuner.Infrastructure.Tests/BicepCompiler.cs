using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.Infrastructure.Tests;

/// <summary>The Bicep compiler, with a copy of the files that it is to read: it writes beside them.</summary>
public sealed class BicepCompiler : IDisposable
{
    private static readonly string[] Place =
        ["--subscription-id", "00000000-0000-0000-0000-000000000000", "--location", "westeurope"];

    private readonly string _folder = Directory.CreateTempSubdirectory("tuner-bicep").FullName;

    public BicepCompiler()
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64,
            "The package of the compiler is that for Linux on x64.");
        var package = typeof(BicepCompiler).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Bicep").Value!;
        File.Copy(package, Program);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        CopyOf(Path.Combine(Repository.Root, "infra"), Infra);
        CopyOf(Path.Combine(Repository.Root, "tests", "Serverless.Tuner.Infrastructure.Tests", "Parameters"), Parameters);
    }

    /// <summary>The copy of infra/.</summary>
    public string Infra => Path.Combine(_folder, "infra");

    /// <summary>Other parameters, beside those that are deployed with.</summary>
    public string Parameters => Path.Combine(_folder, "tests", "project", "Parameters");

    private string Program => Path.Combine(_folder, "bicep");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    internal Task<ProgramRun> RunAsync(string command, string file, params string[] arguments) => ProgramRun.OfAsync(
        Program, [command, file, .. arguments], new Dictionary<string, string>(), TestContext.Current.CancellationToken);

    /// <summary>The resources that a deployment with these parameters would create, as the compiler predicts them.</summary>
    internal async Task<string> PredictAsync(string parameters, Dictionary<string, string>? settings = null)
    {
        var run = await ProgramRun.OfAsync(
            Program, ["snapshot", parameters, "--mode", "overwrite", .. Place], settings ?? [], TestContext.Current.CancellationToken);
        Assert.True(run.ExitCode == 0, run.Errors);
        return await File.ReadAllTextAsync(Path.ChangeExtension(parameters, ".snapshot.json"), TestContext.Current.CancellationToken);
    }

    internal async Task<IReadOnlyList<JsonElement>> ResourcesAsync(string parameters, Dictionary<string, string>? settings = null)
    {
        var prediction = JsonSerializer.Deserialize<JsonElement>(await PredictAsync(parameters, settings));
        return [.. prediction.GetProperty("predictedResources").EnumerateArray()];
    }

    private static void CopyOf(string source, string target)
    {
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
