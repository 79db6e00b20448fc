using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Serverless.Tuner.TestKit;
using YamlDotNet.RepresentationModel;

namespace Serverless.Tuner.Infrastructure.Tests;

/// <summary>What <c>azd up</c> reads and runs beside the Bicep files.</summary>
public sealed partial class AzdFilesTests : IDisposable
{
    private static readonly string Script = Path.Combine(Repository.Root, "infra", "prepare.sh");

    private readonly string _folder = Directory.CreateTempSubdirectory("tuner-azd").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void AzureYaml_NamesFilesThatAreThere()
    {
        using var text = new StreamReader(Path.Combine(Repository.Root, "azure.yaml"));
        var yaml = new YamlStream();
        yaml.Load(text);
        var root = (YamlMappingNode)yaml.Documents[0].RootNode;

        var project = ((YamlScalarNode)root["services"]["api"]["project"]).Value!;
        var (folder, module) = (((YamlScalarNode)root["infra"]["path"]).Value!, ((YamlScalarNode)root["infra"]["module"]).Value!);
        Assert.True(File.Exists(Path.Combine(Repository.Root, project, $"{Path.GetFileName(project)}.csproj")));
        Assert.True(File.Exists(Path.Combine(Repository.Root, folder, $"{module}.bicep")));
        Assert.Equal("infra/prepare.sh", ((YamlScalarNode)root["hooks"]["preprovision"]["run"]).Value);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Script).HasFlag(UnixFileMode.UserExecute));
    }

    [Fact]
    public async Task Prepare_FirstTime_ShowsAKeyAndKeepsItsHash()
    {
        var (output, kept) = await PrepareAsync([]);

        var key = KeyText.Match(output).Value;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        Assert.Equal(64, key.Length);
        Assert.Equal($"env set TUNER_ADMIN_KEY_SHA256 {hash}\n", kept);
    }

    [Fact]
    public async Task Prepare_KeyThatIsThere_MakesNoOther() =>
        Assert.Equal(("", ""), await PrepareAsync(new() { ["TUNER_ADMIN_KEY_SHA256"] = new string('0', 64) }));

    [Fact]
    public async Task Prepare_BudgetAlert_StartsWithThisMonthAndStaysThere()
    {
        var settings = new Dictionary<string, string> { ["TUNER_ADMIN_KEY_SHA256"] = new('0', 64), ["TUNER_BUDGET_USD"] = "20" };

        var (_, first) = await PrepareAsync(settings);
        var (_, second) = await PrepareAsync(new(settings) { ["TUNER_BUDGET_START"] = "2026-01-01" });

        Assert.Matches(@"^env set TUNER_BUDGET_START \d{4}-\d\d-01\n$", first);
        Assert.Equal("", second);
    }

    /// <summary>What the script prints, and what it has azd keep.</summary>
    private async Task<(string Output, string Kept)> PrepareAsync(Dictionary<string, string> settings)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The script is for a POSIX shell.");
        var (azd, calls) = (Path.Combine(_folder, "azd"), Path.Combine(_folder, "calls"));
        await File.WriteAllTextAsync(azd, $"#!/bin/sh\nprintf '%s\\n' \"$*\" >> '{calls}'\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(azd, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        File.Delete(calls);

        var run = await ProgramRun.OfAsync(
            "/bin/sh", [Script],
            new Dictionary<string, string>(settings) { ["PATH"] = $"{_folder}:{Environment.GetEnvironmentVariable("PATH")}" },
            TestContext.Current.CancellationToken);

        Assert.True(run.ExitCode == 0, run.Errors);
        return (run.Output, File.Exists(calls) ? await File.ReadAllTextAsync(calls) : "");
    }

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex KeyText { get; }
}
