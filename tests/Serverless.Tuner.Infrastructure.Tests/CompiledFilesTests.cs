using System.Text.Json;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.Infrastructure.Tests;

/// <summary>The files in infra/ compile, without one finding of the linter, whose rules are all errors there.</summary>
public sealed class CompiledFilesTests(BicepCompiler bicep) : IClassFixture<BicepCompiler>
{
    public static TheoryData<string> Files =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "infra"), "*.bicep*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".bicep" or ".bicepparam")
            .Select(file => Path.GetRelativePath(Path.Combine(Repository.Root, "infra"), file).Replace('\\', '/')),
    ];

    [Theory, MemberData(nameof(Files))]
    public async Task Lint_File_FindsNothing(string file)
    {
        var run = await bicep.RunAsync("lint", Path.Combine(bicep.Infra, file));

        Assert.Equal((0, "", ""), (run.ExitCode, run.Output, run.Errors));
    }

    [Theory, MemberData(nameof(Files))]
    public async Task Format_File_IsFormatted(string file)
    {
        var run = await bicep.RunAsync("format", Path.Combine(bicep.Infra, file), "--stdout");

        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(bicep.Infra, file)), run.Output);
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
        await File.WriteAllTextAsync(file, $"{await File.ReadAllTextAsync(Path.Combine(bicep.Infra, "modules", "storage.bicep"))}\n{line}\n");

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
