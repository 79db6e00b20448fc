using System.Text.Json;
using Serverless.Tuner.Core.Json;
using Serverless.Tuner.Core.Pruners.Percentile;

namespace Serverless.Tuner.Core.Pruners.Halving;

/// <summary>An amount of resource in a spec: a number of steps, or <c>auto</c>.</summary>
internal static class Resource
{
    private const string Auto = "auto";

    /// <summary>Reads it; null for <c>auto</c>, and when it is left out or wrong.</summary>
    public static int? Read(ObjectReader options, string name)
    {
        if (options.Get(name) is not { ValueKind: JsonValueKind.String } text) return options.Int(name, 1, PercentileOptions.Most);
        if (text.GetString() != Auto) options.Error(name, $"must be a number of steps or '{Auto}', not '{text.GetString()}'");
        return null;
    }
}
