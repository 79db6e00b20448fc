using System.Text.Json;

namespace Serverless.Tuner.Cli.Moving.Optuna;

/// <summary>Distributions as Optuna writes them into its databases: JSON, that of versions before 3 included.</summary>
internal sealed class OptunaDistributions
{
    private const int MostKept = 10_000;
    private readonly Dictionary<string, Distribution> _byText = new(StringComparer.Ordinal);

    /// <summary>The distribution of a text; the same one for the same text.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public Distribution Read(string text)
    {
        if (_byText.TryGetValue(text, out var known)) return known;
        try
        {
            using var document = JsonDocument.Parse(PythonJson.Quoted(text));
            var read = Read(document.RootElement);
            if (_byText.Count < MostKept) _byText.Add(text, read);
            return read;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException("distribution_json is no distribution", e);
        }
    }

    /// <summary>The JSON of a distribution, which Optuna 3 and later read.</summary>
    public static string Write(ParameterDeclaration parameter) => JsonSerializer.Serialize(parameter.Type switch
    {
        ParameterKind.Categorical or ParameterKind.Ordinal => (object)new
        {
            name = "CategoricalDistribution",
            attributes = new { choices = parameter.Choices },
        },
        ParameterKind.Int => new
        {
            name = "IntDistribution",
            attributes = new
            {
                log = parameter.Log,
                step = (long)(parameter.Step ?? 1),
                low = (long)parameter.Low!,
                high = (long)parameter.High!,
            },
        },
        _ => new
        {
            name = "FloatDistribution",
            attributes = new { step = parameter.Step, low = parameter.Low!.Value, high = parameter.High!.Value, log = parameter.Log },
        },
    });

    /// <summary>The value of a choice, of whatever kind it was.</summary>
    private static ParameterValue Choice(JsonElement item) =>
        ParameterValue.FromJson(item) is { HasNul: false } value ? value
            : ParameterValue.Of(item.GetRawText().Replace("\\u0000", "", StringComparison.Ordinal));

    private static Distribution Read(JsonElement root)
    {
        var name = (root.TryGetProperty("name", out var named) ? named : root.GetProperty("type")).GetString();
        var of = root.TryGetProperty("attributes", out var attributes) ? attributes : root;
        return name switch
        {
            "CategoricalDistribution" or "categorical" => new Distribution(ParameterKind.Categorical)
            {
                Choices = [.. of.GetProperty("choices").EnumerateArray().Select(Choice)],
            },
            "FloatDistribution" or "float" => Numeric(ParameterKind.Float, of, Flag(of), "step"),
            "IntDistribution" or "int" => Numeric(ParameterKind.Int, of, Flag(of), "step"),
            "UniformDistribution" => Numeric(ParameterKind.Float, of, log: false, step: null),
            "LogUniformDistribution" => Numeric(ParameterKind.Float, of, log: true, step: null),
            "DiscreteUniformDistribution" => Numeric(ParameterKind.Float, of, log: false, "q"),
            "IntUniformDistribution" => Numeric(ParameterKind.Int, of, log: false, "step"),
            "IntLogUniformDistribution" => Numeric(ParameterKind.Int, of, log: true, step: null),
            _ => throw new FormatException("distribution_json has a distribution that is not known"),
        };
    }

    private static bool Flag(JsonElement of) => of.TryGetProperty("log", out var log) && log.GetBoolean();

    private static Distribution Numeric(ParameterKind kind, JsonElement of, bool log, string? step)
    {
        var (low, high) = (of.GetProperty("low").GetDouble(), of.GetProperty("high").GetDouble());
        double? grid = step is not null && of.TryGetProperty(step, out var given) && given.ValueKind == JsonValueKind.Number
            ? given.GetDouble()
            : null;
        if (!double.IsFinite(low) || !double.IsFinite(high) || low > high || grid <= 0)
            throw new FormatException("distribution_json has a range that is none");
        return new Distribution(kind)
        {
            Low = low,
            High = high,
            Log = log,
            Step = log || (kind == ParameterKind.Int && grid is null or 1) ? null : grid,
        };
    }
}
