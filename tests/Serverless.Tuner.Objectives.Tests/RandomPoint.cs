using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Objectives.Tests;

/// <summary>Random points of a search space, conditional parameters only where they exist.</summary>
internal static class RandomPoint
{
    public static Dictionary<string, ParameterValue> Of(IReadOnlyList<ParameterSpec> specs, int seed)
    {
        var random = new Random(seed);
        var point = new Dictionary<string, ParameterValue>();
        foreach (var parameter in SearchSpace.From(specs).Parameters)
            if (SearchSpace.IsActive(parameter, point))
                point[parameter.Name] = Draw(parameter, random);
        return point;
    }

    private static ParameterValue Draw(Parameter parameter, Random random) => parameter switch
    {
        FloatParameter p => ParameterValue.Of(Math.Clamp(Between(p.Low, p.High, p.Log, random), p.Low, p.High)),
        IntParameter p => ParameterValue.Of(Math.Clamp((long)Math.Round(Between(p.Low, p.High, p.Log, random)), p.Low, p.High)),
        CategoricalParameter p => p.Choices[random.Next(p.Choices.Count)],
        _ => throw new NotSupportedException(parameter.GetType().Name),
    };

    private static double Between(double low, double high, bool log, Random random) => log
        ? Math.Exp(Math.Log(low) + (random.NextDouble() * Math.Log(high / low)))
        : low + (random.NextDouble() * (high - low));
}
