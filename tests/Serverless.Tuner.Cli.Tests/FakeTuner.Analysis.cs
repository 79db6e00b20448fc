using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Cli.Tests;

/// <summary>What it says of the analysis of studies.</summary>
internal sealed partial class FakeTuner
{
    private static readonly EdfView s_noEdf = new() { Value = [], Share = [] };

    /// <summary>Why there are no importances.</summary>
    public string? NoImportances { get; set; }

    /// <summary>Whether there is anything to hint at.</summary>
    public bool HasHints { get; set; } = true;

    private static ParameterImportance[] Importances => [new("learningRate", 0.75), new("opt", 0.25)];

    private void MapAnalysis(RouteGroupBuilder api)
    {
        api.MapGet("studies/{name}/history", (string name) => ForStudy(name, () => History(name)));
        api.MapGet("studies/{name}/importance", (string name, string? method) => ForStudy(name, () => new ImportanceView
        {
            Name = name,
            Sequence = 3,
            Metric = "value",
            Method = method == "fanova" ? ImportanceMethod.Fanova : ImportanceMethod.PedAnova,
            Counts = new(3, 3),
            Parameters = NoImportances is null ? Importances : [],
            Interactions = method == "fanova" ? [new("learningRate", "opt", 0.125), new("opt", "other", 0.001)] : [],
            Reason = NoImportances,
        }));
        api.MapGet("studies/{name}/scatter", (string name) => ForStudy(name, () => Scatter(name)));
        api.MapGet("studies/{name}/hints", (string name) => ForStudy(name, () => new HintsView
        {
            Name = name,
            Sequence = 3,
            Hints = !HasHints ? [] :
            [
                new()
                {
                    Kind = HintKind.Bound,
                    Severity = HintSeverity.Warning,
                    Parameters = ["learningRate"],
                    Text = "The best five trials lie at the upper bound of learningRate (0.1).",
                    Action = "Widen it?",
                },
            ],
        }));
        api.MapGet("studies/{name}/pareto", (string name) => ForStudy(name, () => Pareto(name)));
        api.MapGet("compare", (string[] study) => Json(new CompareView
        {
            Metric = "value",
            Studies = [.. study.Select(Compared)],
            Parameters = [new("learningRate", [.. study.Select((_, i) => i == 0 ? ParameterValue.Null : ParameterValue.Of(0.5))])],
        }));
    }

    private static BestSteps Steps() =>
        new() { Number = [0, 1, 2], Value = [9, 5, 1], Seconds = [1, 2, 3], SpentUsd = [0.01m, 0.02m, 0.03m] };

    private static HistoryView History(string name) => new()
    {
        Name = name,
        Sequence = 3,
        StartedAt = Start,
        Metric = "value",
        Direction = Direction.Minimize,
        Counts = new(3, 3),
        Best = Steps(),
        Points = new() { Number = [], Value = [], State = [], Seconds = [], CostUsd = [], SpentUsd = [] },
        Timeline = new() { Number = [], State = [], Start = [], End = [] },
        Edf = s_noEdf,
        Curves = [],
        CurveCounts = new(0, 0),
    };

    private static ScatterView Scatter(string name) => new()
    {
        Name = name,
        Sequence = 3,
        Metric = "value",
        Direction = Direction.Minimize,
        Counts = new(3, 3),
        Parameters = [new() { Name = "learningRate", Kind = ParameterKind.Float }, new() { Name = "opt", Kind = ParameterKind.Float }],
        Trials = new()
        {
            Number = [0, 1, 2],
            Value = [9, 5, 1],
            State = [TrialState.Complete, TrialState.Complete, TrialState.Complete],
            Best = [false, false, true],
            Parameters = new Dictionary<string, IReadOnlyList<ParameterValue>>(),
        },
        Correlations = new([], []),
    };

    private static ParetoView Pareto(string name) => new()
    {
        Name = name,
        Sequence = 3,
        Metrics = [new("seconds", Direction.Minimize), new("accuracy", Direction.Maximize)],
        Counts = new(3, 3),
        Front = [2, 0],
        Knee = 2,
        Hypervolume = 12.5,
        Reference = [11, -1],
        Points = new()
        {
            Number = [0, 1, 2],
            Values = [[3, 4, 1], [0.9, 0.5, 0.75]],
            Feasible = [true, true, true],
            Front = [true, false, true],
        },
        History = new() { Number = [0, 2], Hypervolume = [10, 12.5] },
    };

    private static ComparedStudy Compared(string name, int i) => new()
    {
        Name = name,
        Direction = Direction.Minimize,
        Best = i == 0 ? null : 1,
        History = Steps(),
        Edf = s_noEdf,
        Importance = i == 0 ? [] : Importances,
        Trials = 3 + i,
        SpentUsd = 0.04m,
        SavedUsd = 0.02m,
    };
}
