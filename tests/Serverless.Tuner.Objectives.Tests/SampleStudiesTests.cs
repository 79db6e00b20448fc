using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Serverless.Tuner.Objectives.Tests;

public sealed class SampleStudiesTests
{
    private static readonly string Samples = Path.Combine(Root(), "samples");

    public static TheoryData<string> Files() => new(Directory.GetFiles(Samples, "*.json").Select(f => Path.GetFileName(f)!));

    [Theory]
    [MemberData(nameof(Files))]
    public void Objective_OfEverySample_Exists(string file)
    {
        var objective = Read(file).GetProperty("objective");
        if (objective.ValueKind == JsonValueKind.Object && objective.TryGetProperty("command", out var command))
        {
            Assert.True(File.Exists(Path.Combine(Samples, command[1].GetString()!)));
            return;
        }

        var name = objective.ValueKind == JsonValueKind.String ? objective.GetString() : objective.GetProperty("name").GetString();
        var registry = new ServiceCollection().AddObjectives().BuildServiceProvider().GetRequiredService<ObjectiveRegistry>();
        Assert.True(registry.TryGet(name!, out _));
    }

    [Fact]
    public void SearchSpace_OfTheDigitsSample_IsTheObjectivesOwn()
    {
        var written = Read("digits.json").GetProperty("searchSpace").Deserialize<ParameterSpec[]>(TunerJson.Options);
        var registry = new ServiceCollection().AddObjectives().BuildServiceProvider().GetRequiredService<ObjectiveRegistry>();
        Assert.Equal(
            JsonSerializer.Serialize(
                registry.Resolve(new() { Kind = ObjectiveKind.Registered, Name = "digits" }).DefaultSearchSpace, TunerJson.Options),
            JsonSerializer.Serialize(written, TunerJson.Options));
    }

    [Fact]
    public void MaxFailures_OfTheCommandSample_EndsItSoonWhereThePackageIsMissing()
    {
        var study = Read("command-python.json");
        Assert.InRange(study.GetProperty("maxFailures").GetInt32(), 1, study.GetProperty("trials").GetInt32() / 4);
    }

    private static JsonElement Read(string file) => JsonDocument.Parse(File.ReadAllText(Path.Combine(Samples, file))).RootElement;

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Serverless.Tuner.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
