using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json;
using Serverless.Tuner.PublishedApp.Tests.FunctionsHost;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.PublishedApp.Tests;

/// <summary>What is deployed, and what is not.</summary>
public sealed class PublishedFilesTests(PublishedApp app)
{
    private static readonly string[] OursAlone =
    [
        "Serverless.Tuner.Contracts", "Serverless.Tuner.Core", "Serverless.Tuner.Evaluation", "Serverless.Tuner.Functions",
        "Serverless.Tuner.Objectives",
        "Serverless.Tuner.Outbound",
        "Serverless.Tuner.Storage",
    ];

    /// <summary>What the machine of a file says that was compiled ahead for Linux.</summary>
    private const int CompiledForLinux = 0x7B79;

    [Fact]
    public void Files_BesideAssemblies_AreThoseThatTheHostReads() => Assert.Equal(
        [
            ".azurefunctions/function.deps.json", "Serverless.Tuner.Functions", "Serverless.Tuner.Functions.deps.json",
            "Serverless.Tuner.Functions.runtimeconfig.json", "extensions.json", "functions.metadata", "host.json", "worker.config.json",
        ],
        Files().Where(file => Path.GetExtension(file) is not (".dll" or ".pdb")));

    [Fact]
    public void Assemblies_AreThoseOfTheApp()
    {
        Assert.Equal(
            OursAlone.Select(name => $"{name}.dll"),
            Files()
                .Where(
                    file => file.StartsWith("Serverless.", StringComparison.Ordinal) && file.EndsWith(".dll", StringComparison.Ordinal)));

        var known = Json("Serverless.Tuner.Functions.deps.json").GetProperty("targets").EnumerateObject().Last().Value.EnumerateObject()
            .SelectMany(
                library =>
                    new[] { "runtime", "runtimeTargets" }.Where(kind => library.Value.TryGetProperty(kind, out _))
                        .SelectMany(kind => library.Value.GetProperty(kind).EnumerateObject()))
            .Select(file => Path.GetFileName(file.Name))
            .ToHashSet();
        var deployed = Files()
            .Where(
                file => file.EndsWith(".dll", StringComparison.Ordinal) && !file.StartsWith(".azurefunctions/", StringComparison.Ordinal));
        Assert.All(deployed, file => Assert.Contains(Path.GetFileName(file), known));
    }

    [Fact]
    public void HostJson_IsThatOfTheRepository() =>
        Assert.Equal(
            File.ReadAllText(Path.Combine(Repository.Root, "host.json")), File.ReadAllText(Path.Combine(app.Directory, "host.json")));

    [Fact]
    public void WorkerConfig_StartsTheApp()
    {
        var description = Json("worker.config.json").GetProperty("description");

        Assert.Equal("dotnet-isolated", description.GetProperty("language").GetString());
        Assert.Equal("dotnet", description.GetProperty("defaultExecutablePath").GetString());
        Assert.Equal("Serverless.Tuner.Functions.dll", description.GetProperty("defaultWorkerPath").GetString());
        // The host asks the worker which functions there are.
        Assert.Equal("true", description.GetProperty("workerIndexing").GetString());
    }

    [Fact]
    public void FunctionsMetadata_HasEveryFunctionOfTheApp()
    {
        var functions = Json("functions.metadata").EnumerateArray().ToList();

        Assert.Equal(FunctionAttributes.Names, functions.Select(f => f.GetProperty("name").GetString()!).Order(StringComparer.Ordinal));
        Assert.All(functions, f => Assert.Equal("Serverless.Tuner.Functions.dll", f.GetProperty("scriptFile").GetString()));
    }

    /// <summary>Its own gate asks for keys, on each host alike: the Functions host asks for none beside them.</summary>
    [Fact]
    public void HttpFunctions_AreAnonymousToTheHost()
    {
        var keyed = Json("functions.metadata").EnumerateArray()
            .Where(
                f =>
                    f.GetProperty("bindings")
                        .Deserialize<FunctionBinding[]>(
                            JsonSerializerOptions.Web)!.Any(b => b is { Type: "httpTrigger", AuthLevel: not "Anonymous" }))
            .Select(f => f.GetProperty("name").GetString()!);

        Assert.Empty(keyed);
    }

    [Fact]
    public void Extensions_OfTheHost_AreAllThere()
    {
        var extensions = Json("extensions.json").GetProperty("extensions").EnumerateArray().ToList();

        Assert.Contains("DurableTask", extensions.Select(e => e.GetProperty("name").GetString()));
        Assert.All(
            extensions, e => Assert.True(File.Exists(Path.Combine(app.Directory, e.GetProperty("hintPath").GetString()!)), e.ToString()));
        // The storage that host.json names.
        Assert.Contains(".azurefunctions/DurableTask.AzureStorage.dll", Files());
    }

    /// <summary>An instance that Azure starts compiles nothing before it answers.</summary>
    [Fact]
    public void Assemblies_OfTheApp_AreCompiledAhead() => Assert.All(OursAlone, name =>
    {
        using var file = new PEReader(File.OpenRead(Path.Combine(app.Directory, $"{name}.dll")));
        Assert.Equal((ushort)Machine.Amd64 ^ CompiledForLinux, (int)file.PEHeaders.CoffHeader.Machine);
        Assert.True(file.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0, name);
    });

    [Fact]
    public void Dashboard_OfTheApp_IsInItsAssembly()
    {
        using var file = new PEReader(File.OpenRead(Path.Combine(app.Directory, "Serverless.Tuner.Functions.dll")));
        var metadata = file.GetMetadataReader();

        var resources = metadata.ManifestResources.Select(r => metadata.GetString(metadata.GetManifestResource(r).Name)).ToList();

        Assert.Contains("dashboard/index.html", resources);
        Assert.Contains(resources, name => name.EndsWith(".js", StringComparison.Ordinal));
    }

    private IEnumerable<string> Files() =>
        Directory.EnumerateFiles(
            app.Directory, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
        .Select(file => Path.GetRelativePath(app.Directory, file).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    private JsonElement Json(string file) => JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Path.Combine(app.Directory, file)));
}
