using System.Text.Json;

namespace Serverless.Tuner.Objectives.Tests;

/// <summary>Points written as JSON.</summary>
internal static class Parameters
{
    public static Dictionary<string, ParameterValue> Of(string json) =>
        JsonSerializer.Deserialize<Dictionary<string, ParameterValue>>(json, TunerJson.Options)!;
}
