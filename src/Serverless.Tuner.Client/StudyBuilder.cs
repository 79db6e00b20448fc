using System.Text.Json;
using System.Text.Json.Nodes;

namespace Serverless.Tuner.Client;

/// <summary>A study file for workers, field by field; what is not said the server decides.</summary>
/// <example><code>
/// var study = new StudyBuilder("resnet").Maximize().Trials(200).Space(new SpaceBuilder().Float("lr", 1e-5, 0.1, log: true));
/// await client.StartStudyAsync(study);
/// </code></example>
public sealed class StudyBuilder
{
    private readonly JsonObject _file;

    /// <summary>A study whose trials workers evaluate.</summary>
    /// <param name="name">Its name.</param>
    public StudyBuilder(string name) => _file = new JsonObject
    {
        ["name"] = name,
        ["objective"] = new JsonObject { ["kind"] = "external" },
    };

    /// <summary>Lower values are better, which is also what no word of it means.</summary>
    public StudyBuilder Minimize() => With("direction", Direction.Minimize);

    /// <summary>Higher values are better.</summary>
    public StudyBuilder Maximize() => With("direction", Direction.Maximize);

    /// <summary>One direction for each value.</summary>
    public StudyBuilder Directions(params IReadOnlyList<Direction> directions) => With("directions", directions);

    /// <summary>The search space; a <see cref="SpaceBuilder"/> makes one.</summary>
    public StudyBuilder Space(IReadOnlyList<ParameterSpec> space) => With("searchSpace", space);

    /// <summary>The search space is what the objective asks for while it runs: <see cref="WorkerTrial.SuggestFloatAsync"/>.</summary>
    public StudyBuilder OpenSpace() => With("searchSpace", "open");

    /// <summary>What every point is to keep, such as <c>units2 &lt;= units1</c> and <c>layers * units1 &lt;= 4096</c>; beside what was said
    /// before.</summary>
    /// <param name="expressions">Comparisons of sums and products of numeric parameters.</param>
    public StudyBuilder Where(params IReadOnlyList<string> expressions)
    {
        var where = _file["where"] as JsonArray ?? [];
        foreach (var expression in expressions) where.Add((JsonNode)expression);
        _file["where"] ??= where;
        return this;
    }

    /// <summary>How many trials are to end.</summary>
    public StudyBuilder Trials(int trials) => With("trials", trials);

    /// <summary>The seed that every trial's own generator derives from.</summary>
    public StudyBuilder Seed(long seed) => With("seed", seed);

    /// <summary>How points are suggested.</summary>
    public StudyBuilder Sampler(SamplerSpec sampler) => With("sampler", sampler);

    /// <summary>When a trial that reports is cut short.</summary>
    public StudyBuilder Pruner(PrunerSpec pruner) => With("pruner", pruner);

    /// <summary>The money limit and the meter.</summary>
    public StudyBuilder Budget(BudgetSpec budget) => With("budget", budget);

    /// <summary>The trials become runs of the MLflow server that the server is set to.</summary>
    /// <param name="experiment">The experiment; null for the server's choice.</param>
    public StudyBuilder Mlflow(string? experiment = null) => With("mlflow", new MlflowSpec { Experiment = experiment });

    /// <summary>A point to try before the sampler's own; parameters that it lacks are left to the sampler.</summary>
    public StudyBuilder Enqueue(IReadOnlyDictionary<string, ParameterValue> point)
    {
        var points = _file["enqueue"] as JsonArray ?? [];
        points.Add(JsonSerializer.SerializeToNode(point, TunerJson.Options));
        _file["enqueue"] ??= points;
        return this;
    }

    /// <summary>Any other field of a study file.</summary>
    /// <param name="field">Its name.</param>
    /// <param name="value">Its value, which is written as JSON.</param>
    public StudyBuilder With(string field, object? value)
    {
        _file[field] = JsonSerializer.SerializeToNode(value, TunerJson.Options);
        return this;
    }

    /// <summary>The study file.</summary>
    public override string ToString() => _file.ToJsonString(TunerJson.Options);
}
