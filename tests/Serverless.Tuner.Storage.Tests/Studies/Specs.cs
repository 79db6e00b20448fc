namespace Serverless.Tuner.Storage.Tests.Studies;

internal static class Specs
{
    public static StudySpec Small(string name, int trials = 10, int parallelism = 4) => new()
    {
        Name = name,
        Objective = new ObjectiveSpec { Kind = ObjectiveKind.Registered, Name = "test" },
        Directions = [Direction.Minimize],
        SearchSpace = [Float("x")],
        Sampler = new SamplerSpec { Type = "random" },
        Trials = trials,
        Parallelism = parallelism,
    };

    /// <summary>A dollar an hour: a second costs 278 micro-dollars, rounded up.</summary>
    public static StudySpec Metered(string name, decimal limitUsd, int trials = 10, int parallelism = 4) =>
        Small(name, trials, parallelism) with { Budget = new BudgetSpec { LimitUsd = limitUsd, UsdPerHour = 1 } };

    public static ParameterSpec Float(string name) => new() { Name = name, Kind = ParameterKind.Float, Low = 0, High = 1 };

    /// <summary>Letters that hardly compress, the same for the same seed.</summary>
    public static string Noise(int seed, int length)
    {
        var random = new Random(seed);
        return string.Create(length, random, static (span, r) =>
        {
            for (var i = 0; i < span.Length; i++) span[i] = (char)r.Next(0x4E00, 0x9FFF);
        });
    }
}
