using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.Infrastructure.Tests;

/// <summary>The Bicep compiler, with a copy of the files that it is to read: it writes beside them.</summary>
public sealed class BicepCompiler : IDisposable
{
    private static readonly string[] Place =
        ["--subscription-id", "00000000-0000-0000-0000-000000000000", "--location", "westeurope"];

    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ConcurrentDictionary<(string, string), Lazy<Task<string>>> _predictions = new();
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

    /// <summary>The resources that a deployment with these parameters would create, as the compiler predicts them; it is asked once.
    /// </summary>
    internal Task<string> PredictAsync(string parameters, Dictionary<string, string>? settings = null) =>
        _predictions.GetOrAdd(
            (parameters, string.Join(' ', settings ?? [])), _ => new(() => PredictOnceAsync(parameters, settings ?? []))).Value;

    private async Task<string> PredictOnceAsync(string parameters, Dictionary<string, string> settings)
    {
        var run = await ProgramRun.OfAsync(
            Program, ["snapshot", parameters, "--mode", "overwrite", .. Place], settings, TestContext.Current.CancellationToken);
        Assert.True(run.ExitCode == 0, run.Errors);
        var prediction = JsonNode.Parse(
            await File.ReadAllTextAsync(Path.ChangeExtension(parameters, ".snapshot.json"), TestContext.Current.CancellationToken))!;
        // The compiler writes them in any order.
        var outputs = prediction["outputs"]!.AsObject().OrderBy(o => o.Key, StringComparer.Ordinal).ToList();
        prediction["outputs"] = new JsonObject(outputs.Select(o => KeyValuePair.Create(o.Key, o.Value?.DeepClone())));
        return prediction.ToJsonString(Indented) + "\n";
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
