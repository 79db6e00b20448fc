using System.Text.Json;

namespace Serverless.Tuner.Contracts.Tests;

public sealed class StudySpecJsonTests
{
    [Fact]
    public void Serialize_Spec_IsCamelCaseWithoutWhatIsAbsent()
    {
        var spec = new StudySpec
        {
            Name = "a",
            Objective = new ObjectiveSpec { Kind = ObjectiveKind.Registered, Name = "branin" },
            Directions = [Direction.Minimize],
            SearchSpace = [new ParameterSpec { Name = "x", Kind = ParameterKind.Float, Low = -5, High = 10 }],
        };

        var json = JsonSerializer.Serialize(spec, TunerJson.Options);

        Assert.StartsWith(
            """{"name":"a","objective":{"kind":"registered","name":"branin"},"directions":["minimize"],"searchSpace":[{"name":"x","kind":"float","low":-5,"high":10}],"trials":100""",
            json,
            StringComparison.Ordinal);
        Assert.DoesNotContain("budget", json, StringComparison.Ordinal);
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<StudySpec>(json, TunerJson.Options), TunerJson.Options));
    }

    [Fact]
    public void Ended_OfCounts_IsTheirSum() => Assert.Equal(6, new TrialCounts { Running = 9, Complete = 1, Pruned = 2, Failed = 3 }.Ended);
}
