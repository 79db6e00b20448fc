using System.Text.Json;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.Infrastructure.Tests;

/// <summary>The files in infra/ compile, without one finding of the linter, whose rules are all errors there.</summary>
public sealed class CompiledFilesTests(BicepCompiler bicep)
{
    [Fact]
    public async Task Lint_EveryFile_FindsNothing()
    {
        // With the parameters all that they lead to is looked at.
        var run = await bicep.RunAsync("lint", Path.Combine(bicep.Infra, "main.bicepparam"));

        Assert.Equal((0, "", ""), (run.ExitCode, run.Output, run.Errors));
    }

    [Fact]
    public async Task Format_EveryFile_IsFormatted()
    {
        var infra = Path.Combine(Repository.Root, "infra");
        string[] files = [.. Directory.EnumerateFiles(infra, "*.bicep*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".json"))];
        var copy = Directory.CreateDirectory(Path.Combine(bicep.Infra, "formatted")).FullName;
        var copies = files.ToDictionary(file => file, file => Path.Combine(copy, Path.GetFileName(file)));
        foreach (var (file, target) in copies) File.Copy(file, target);

        var run = await bicep.RunAsync("format", "--pattern", Path.Combine(copy, "*.bicep*"));

        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.True(files.Length > 8);
        Assert.All(files, file => Assert.Equal(File.ReadAllText(file), File.ReadAllText(copies[file])));
        Directory.Delete(copy, recursive: true);
    }

    [Fact]
    public async Task Build_Main_AsksForNoKeyAndTellsNoSecret()
    {
        var run = await bicep.RunAsync("build", Path.Combine(bicep.Infra, "main.bicep"), "--stdout");

        Assert.True(run.ExitCode == 0, run.Errors);
        // listKeys, listAccountSas, listConnectionStrings and whatever else hands out what opens a door.
        Assert.DoesNotMatch(@"\blist\w*\(", run.Output);
        var outputs = JsonSerializer.Deserialize<JsonElement>(run.Output).GetProperty("outputs").EnumerateObject().Select(o => o.Name);
        Assert.Equal(["AZURE_RESOURCE_GROUP", "SERVICE_API_NAME", "TUNER_SERVER"], outputs.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("output key string = account.listKeys().keys[0].value", "outputs-should-not-contain-secrets")]
    [InlineData("param unused string", "no-unused-params")]
    [InlineData("output portal string = 'https://management.azure.com'", "no-hardcoded-env-urls")]
    public async Task Lint_WhatARuleForbids_IsAnError(string line, string rule)
    {
        var file = Path.Combine(bicep.Infra, "modules", $"{rule}.bicep");
        var sound = await File.ReadAllTextAsync(Path.Combine(bicep.Infra, "modules", "storage.bicep"));
        await File.WriteAllTextAsync(file, $"{sound}\n{line}\n");

        var run = await bicep.RunAsync("lint", file);

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains($"Error {rule}", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_AllOfThem_AreErrors()
    {
        var rules = JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Path.Combine(bicep.Infra, "bicepconfig.json")))
            .GetProperty("analyzers").GetProperty("core").GetProperty("rules").EnumerateObject().ToList();

        Assert.All(rules, rule => Assert.Equal("error", rule.Value.GetProperty("level").GetString()));
    }
}
