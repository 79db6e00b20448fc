using System.Text.Json;
using Serverless.Tuner.Core.Analysis;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.Core.Tests.Analysis.Importance;

/// <summary>Data sets, and what Optuna made of them.</summary>
internal static class ReferenceData
{
    public static string Folder { get; } =
        Path.Combine(Repository.Root, "tests", "Serverless.Tuner.Core.Tests", "Analysis", "Importance", "Reference");

    public static Dictionary<string, Dictionary<string, double>> Recorded(string file) =>
        JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, double>>>(File.ReadAllText(Path.Combine(Folder, file)))!;

    /// <summary>One of the data sets as a study.</summary>
    public static AnalysedStudy Study(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "datasets.json")));
        var data = document.RootElement.GetProperty(name);
        ParameterSpec[] space = [.. data.GetProperty("parameters").EnumerateArray().Select(Parameter)];
        var study = new SomeStudy(space, data.GetProperty("direction").GetString() == "maximize" ? Direction.Maximize : Direction.Minimize);
        foreach (var (point, value) in data.GetProperty("points").EnumerateArray().Zip(data.GetProperty("values").EnumerateArray()))
            study.Complete(
                space.Zip(point.EnumerateArray()).Where(p => p.Second.ValueKind != JsonValueKind.Null)
                    .ToDictionary(p => p.First.Name, p => Value(p.First, p.Second)),
                value.GetDouble());
        return study.Analysed();
    }

    private static ParameterValue Value(ParameterSpec parameter, JsonElement value) => parameter.Kind switch
    {
        ParameterKind.Float => ParameterValue.Of(value.GetDouble()),
        ParameterKind.Int => ParameterValue.Of(value.GetInt64()),
        _ => ParameterValue.FromJson(value)!.Value,
    };

    private static ParameterSpec Parameter(JsonElement p)
    {
        var name = p.GetProperty("name").GetString()!;
        if (p.GetProperty("type").GetString() == "categorical")
            return SomeStudy.Choice(name, [.. p.GetProperty("choices").EnumerateArray().Select(choice => choice.GetString()!)]);
        var (low, high) = (p.GetProperty("low").GetDouble(), p.GetProperty("high").GetDouble());
        var log = p.TryGetProperty("log", out var isLog) && isLog.GetBoolean();
        double? step = p.TryGetProperty("step", out var s) ? s.GetDouble() : null;
        return p.GetProperty("type").GetString() == "float"
            ? SomeStudy.Float(name, low, high, log, step)
            : SomeStudy.Int(name, low, high, log, step);
    }
}
