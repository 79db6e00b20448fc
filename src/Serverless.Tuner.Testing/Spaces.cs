namespace Serverless.Tuner.Testing;

/// <summary>Search spaces for the tests.</summary>
internal static class Spaces
{
    private const double MostInt = 9007199254740992;

    public static ParameterSpec Float(string name, double low, double high, bool log = false, double? step = null) =>
        new() { Name = name, Kind = ParameterKind.Float, Low = low, High = high, Log = log, Step = step };

    public static ParameterSpec Int(string name, double low, double high, bool log = false, double? step = null) =>
        new() { Name = name, Kind = ParameterKind.Int, Low = low, High = high, Log = log, Step = step };

    public static ParameterSpec Choice(string name, params string[] choices) =>
        new() { Name = name, Kind = ParameterKind.Categorical, Choices = [.. choices.Select(ParameterValue.Of)] };

    public static ParameterSpec Normal(string name, double mu, double sigma, double? low = null, double? high = null, bool log = false) =>
        new() { Name = name, Kind = log ? ParameterKind.LogNormal : ParameterKind.Normal, Mu = mu, Sigma = sigma, Low = low, High = high };

    public static ParameterSpec When(this ParameterSpec spec, string parent, params ParameterValue[] values) =>
        spec with { When = new Dictionary<string, IReadOnlyList<ParameterValue>> { [parent] = values } };

    /// <summary>One of every kind, with nested conditions on a string, an integer and a number given as another kind.</summary>
    public static ParameterSpec[] EveryKind { get; } =
    [
        Float("linear", -2, 3),
        Float("log", 1e-5, 1e-1, log: true),
        Float("stepped", 0, 1, step: 0.1),
        Int("int", -3, 8),
        Int("logInt", 1, 1000, log: true),
        Int("steppedInt", 10, 95, step: 20),
        Choice("model", "tree", "net", "line"),
        new()
        {
            Name = "flags",
            Kind = ParameterKind.Categorical,
            Choices = [ParameterValue.Of(true), ParameterValue.Of(2L), ParameterValue.Of(0.5), ParameterValue.Of("x")],
        },
        Normal("normal", 5, 2),
        Normal("lognormal", -1, 0.5, log: true),
        Normal("truncated", 0, 1, 2, 2.5),
        Int("layers", 1, 3).When("model", ParameterValue.Of("net")),
        Float("width2", 1, 64, log: true).When("layers", ParameterValue.Of(2.0), ParameterValue.Of(3.0)),
        Float("width3", 1, 64).When("layers", ParameterValue.Of(3)),
        Int("depth", 1, 9).When("model", ParameterValue.Of("tree")),
    ];

    /// <summary>The limits of what doubles and integers hold.</summary>
    public static ParameterSpec[] Extreme { get; } =
    [
        Float("widest", double.MinValue, double.MaxValue),
        Float("widestStepped", -1e308, 1e308, step: 1e307),
        Float("log", 1e-300, 1e300, log: true),
        Float("subnormal", double.Epsilon, 1e-310, log: true),
        Float("narrow", 1, 1.0000000000000002),
        Float("tinySteps", 0.3, 1e6 / 3, step: 1e-9),
        Float("uneven", 0, 1, step: 0.3),
        Int("widest int", -MostInt, MostInt),
        Int("widest log int", 1, MostInt, log: true),
        Int("widest stepped", -MostInt, MostInt, step: 1e15),
        Float("one", 7.5, 7.5),
        Float("oneLog", 1e-3, 1e-3, log: true),
        Float("oneStep", 2, 2, step: 0.5),
        Float("stepTooWide", 0, 1, step: 5),
        Int("one int", 4, 4),
        Int("one log int", 4, 4, log: true),
        Choice("one choice", "only"),
        Normal("far above", 0, 1, 50, 60),
        Normal("far below", 0, 1, null, -1e6),
        Normal("beyond", 0, 1e-300, 1, 2),
        Normal("beyond below", 0, 1e-300, null, -1),
        Normal("pinched", 0, 1, -40.0000001, -40),
        Normal("wide", 1e308, 1e308),
        Normal("wide lognormal", 0, 1000, log: true),
        Normal("lognormal above 0", -3, 2, 0, 1, log: true),
    ];

    /// <summary>A random space of 1 to 8 parameters, many of them conditional, some of them odd.</summary>
    public static ParameterSpec[] Random(int seed)
    {
        var random = new TrialRandom(seed, 0);
        var specs = new List<ParameterSpec>();
        var count = 1 + random.NextInt(8);
        for (var i = 0; i < count; i++)
        {
            var spec = RandomParameter($"p{i}", random);
            if (i > 0 && random.NextInt(2) == 0) spec = spec.When(specs[(int)random.NextInt(i)], random);
            specs.Add(spec);
        }

        return [.. specs];
    }

    private static ParameterSpec RandomParameter(string name, TrialRandom random)
    {
        var size = Math.ScaleB(1, (int)random.NextInt(60) - 30);
        var low = random.NextGaussian() * size;
        var high = low + (random.NextInt(10) == 0 ? 0 : random.NextDouble() * size);
        var intLow = random.NextInt(100);
        var intHigh = intLow + random.NextInt(1L << (int)random.NextInt(20));
        return random.NextInt(8) switch
        {
            0 => Float(name, low, high),
            1 => Float(name, Math.Abs(low), Math.Abs(low) * (1 + random.NextDouble()), log: true),
            2 => Float(name, low, high, step: size * (0.001 + random.NextDouble())),
            3 => Int(name, intLow - 50, intHigh),
            4 => Int(name, intLow + 1, intHigh + 1, log: true),
            5 => Int(name, intLow, intHigh, step: 1 + random.NextInt(7)),
            6 =>
                Normal(
                    name, low, size, random.NextInt(2) == 0 ? null : low - (random.NextDouble() * size),
                    random.NextInt(2) == 0 ? null : low + size),
            _ => Choice(name, [.. Enumerable.Range(0, 1 + (int)random.NextInt(5)).Select(i => $"c{i}")]),
        };
    }

    private static ParameterSpec When(this ParameterSpec spec, ParameterSpec parent, TrialRandom random) => parent.Kind switch
    {
        ParameterKind.Categorical => spec.When(parent.Name, parent.Choices![(int)random.NextInt(parent.Choices.Count)]),
        ParameterKind.Int =>
            spec.When(parent.Name, ParameterValue.Of((long)parent.Low!.Value), ParameterValue.Of((long)parent.Low.Value + 1)),
        _ => spec,
    };
}
