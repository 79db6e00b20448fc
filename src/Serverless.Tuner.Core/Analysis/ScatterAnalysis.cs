using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Analysis;

/// <summary>Trials with their parameters, as slices, ranks, contours and parallel coordinates draw them.</summary>
internal static class ScatterAnalysis
{
    /// <summary>How many points are shown, how many lines of the best trials, and how many of the others.</summary>
    public const int MostPoints = 5_000, MostBestLines = 1_000, MostOtherLines = 500;

    public static ScatterView Of(AnalysedStudy study, ScatterShape shape)
    {
        var winners = study.Winners();
        var trials = Chosen(study, shape, winners);
        ValueColumn[] columns = [.. study.Space.Parameters.Select(parameter => new ValueColumn(trials, parameter.Name))];
        var absent = columns.Where(column => column.Absent is not null)
            .ToDictionary(column => column.Name, column => column.Absent!, StringComparer.Ordinal);
        return new()
        {
            Name = study.Study.Name.ToString(),
            Sequence = study.Study.Sequence,
            Metric = study.Metric,
            Direction = study.Direction,
            Counts = new ShownCounts(trials.Length, study.Ended.Count),
            Parameters = [.. study.Space.Parameters.Select(Parameter)],
            Trials = new()
            {
                Number = [.. trials.Select(trial => trial.Number)],
                Value = [.. trials.Select(study.ValueOf)],
                State = [.. trials.Select(trial => trial.State)],
                Best = [.. trials.Select(trial => winners.Contains(trial.Number))],
                Parameters = columns.ToDictionary(column => column.Name, column => column.Values, StringComparer.Ordinal),
                Absent = absent.Count > 0 ? absent : null,
            },
            Correlations = Correlations.Of(study),
        };
    }

    /// <summary>The best trials, all those that were the best when they ended, all of the front, and a sample of the others.</summary>
    private static Trial[] Chosen(AnalysedStudy study, ScatterShape shape, HashSet<int> winners)
    {
        var most = shape == ScatterShape.Scatter ? MostPoints : MostBestLines + MostOtherLines;
        if (study.Ended.Count <= most) return [.. study.Ended];
        var steps = HistoryAnalysis.Improvements(study).Select(i => study.Ended[i]);
        var best = study.Complete.Where(trial => winners.Contains(trial.Number)).Concat(steps).Concat(study.BestFirst())
            .DistinctBy(trial => trial.Number).Take(Math.Max(MostBestLines, winners.Count)).Take(most).ToArray();
        var others = study.Ended.ExceptBy(best.Select(trial => trial.Number), trial => trial.Number).ToArray();
        return [.. best.Concat(Thinning.Evenly(others, most - best.Length)).OrderBy(trial => trial.Number)];
    }

    private static ScatterParameter Parameter(Parameter parameter) => parameter switch
    {
        FloatParameter p => new()
        {
            Name = p.Name,
            Kind = ParameterKind.Float,
            Low = p.Low,
            High = p.High,
            Log = p.Log,
            Scale = p.Logit ? ScaleKind.Logit : null,
        },
        IntParameter p => new() { Name = p.Name, Kind = ParameterKind.Int, Low = p.Low, High = p.High, Log = p.Log },
        CategoricalParameter p => new()
        {
            Name = p.Name,
            Kind = p.IsOrdered ? ParameterKind.Ordinal : ParameterKind.Categorical,
            Choices = p.Choices,
        },
        NormalParameter p => new()
        {
            Name = p.Name,
            Kind = p.Log ? ParameterKind.LogNormal : ParameterKind.Normal,
            Low = p.Low,
            High = p.High,
            Log = p.Log,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(parameter), parameter, "Unknown kind of parameter."),
    };
}
