using System.Text.RegularExpressions;
using Serverless.Tuner.TestKit;
using Xunit;

namespace Serverless.Tuner.Testing.Tests;

/// <summary>Whoever follows docs/own-sampler.md outside of this repository, with nothing but the packages, gets there.</summary>
public sealed partial class StrangerTests : IDisposable
{
    private const string Version = "0.1.0";
    private const string PackedVersion = Version + "-stranger";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("stranger-");
    private readonly string _docs = File.ReadAllText(Path.Combine(Repository.Root, "docs", "own-sampler.md"));

    [GeneratedRegex("```xml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex XmlBlock { get; }

    private string Sampler => Path.Combine(_folder.FullName, "own-sampler");

    private string Tests => Path.Combine(_folder.FullName, "own-sampler-tests");

    private string Unpacked => Path.Combine(_folder.FullName, "unpacked");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Packages_OutsideOfTheRepository_AreEnoughForAProgramItsTestsAndItsPublishedApp()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("TUNER_LONG") == "1", "takes minutes: --long");
        var packages = Path.Combine(_folder.FullName, "packages");
        await RunAsync(
            Repository.Root, "pack", "Serverless.Tuner.sln", "--no-build", "--configuration", Configuration, "--output", packages,
            $"-p:PackageVersion={PackedVersion}", "-nologo");
        WriteProjects(packages);
        LinkPackagesOfOthers();

        // Azurite is missing still: the program says how to come by it.
        var refused = await DotnetProcess.RunAsync(Sampler, Settings(), "run", "--", "run", "study.json", "--json");
        Assert.True(refused.ExitCode == 3, refused.Output);
        Assert.Contains("npm install azurite@", refused.Output, StringComparison.Ordinal);

        InstallAzurite();
        var ran = await RunAsync(Sampler, "run", "--", "run", "study.json", "--json", "--port", "0", "--table-port", "0");
        Assert.Contains("\"neighbour\"", ran, StringComparison.Ordinal);
        Assert.Contains("\"complete\":80", ran.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);

        var tested = await RunAsync(Tests, "run", "--", "-noLogo", "-noColor");
        Assert.Matches("Total: [3-9][0-9], Errors: 0, Failed: 0", tested);

        var published = Path.Combine(_folder.FullName, "published");
        await RunAsync(Sampler, "publish", "--configuration", "Release", "--output", published, "-nologo");
        Assert.All(
            ["host.json", "functions.metadata", "worker.config.json", "extensions.json", "OwnSampler.dll"],
            file => Assert.True(File.Exists(Path.Combine(published, file)), file));
    }

    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>What the page says goes into which file; beside that, the sample as it is.</summary>
    private void WriteProjects(string packages)
    {
        var blocks = XmlBlock.Matches(_docs).Select(block => block.Groups[1].Value).ToList();
        Write("nuget.config", blocks.Single(b => b.Contains("<packageSources>", StringComparison.Ordinal))
            .Replace("/path/to/serverless-tuner/artifacts/packages", packages, StringComparison.Ordinal));
        Write("own-sampler/OwnSampler.csproj", Project(blocks, "Serverless.Tuner"));
        Write("own-sampler-tests/OwnSamplerTests.csproj", Project(blocks, "Serverless.Tuner.Testing"));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "samples", "own-sampler")))
            if (Path.GetExtension(file) != ".csproj") File.Copy(file, Path.Combine(Sampler, Path.GetFileName(file)));
        File.Copy(
            Path.Combine(Repository.Root, "tests", "Serverless.Tuner.Testing.Tests", "NeighbourSamplerTests.cs"),
            Path.Combine(Tests, "NeighbourSamplerTests.cs"));
    }

    private static string Project(List<string> blocks, string package) => blocks
        .Single(b => b.Contains($"Include=\"{package}\" Version=\"{Version}\"", StringComparison.Ordinal))
        .Replace($"Version=\"{Version}\"", $"Version=\"{PackedVersion}\"", StringComparison.Ordinal);

    private void Write(string file, string text)
    {
        var path = Path.Combine(_folder.FullName, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    /// <summary>What <c>npm install azurite</c> would bring.</summary>
    private void InstallAzurite() => Directory.CreateSymbolicLink(
        Path.Combine(_folder.FullName, "node_modules"), Path.Combine(Repository.Root, "node_modules"));

    /// <summary>What others' packages are on this machine, but none of ours, which an older run may have left.</summary>
    private void LinkPackagesOfOthers()
    {
        var there = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        Directory.CreateDirectory(Unpacked);
        foreach (var package in Directory.EnumerateDirectories(there))
            if (!Path.GetFileName(package).StartsWith("serverless.tuner", StringComparison.Ordinal))
                Directory.CreateSymbolicLink(Path.Combine(Unpacked, Path.GetFileName(package)), package);
    }

    private Dictionary<string, string> Settings() => new()
    {
        ["NUGET_PACKAGES"] = Unpacked,
        ["TUNER_DATA"] = Path.Combine(_folder.FullName, "data"),
    };

    private async Task<string> RunAsync(string folder, params string[] arguments)
    {
        var (exitCode, output) = await DotnetProcess.RunAsync(folder, folder == Repository.Root ? [] : Settings(), arguments);
        Assert.True(exitCode == 0, $"dotnet {string.Join(' ', arguments)} ended with {exitCode}:\n{output}");
        return output;
    }
}
