using Serverless.Tuner.Core.Samplers.Scales;
using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Analysis.Importance;

/// <summary>Complete trials as the columns that a forest learns from, each from 0 to 1.</summary>
/// <remarks>
/// A number is one column, linear over its range also where it is searched on a logarithmic scale (a forest does not care, and fANOVA
/// weighs values as Optuna's does); a normal its distribution function. A categorical is a column for each choice. A number that a trial
/// lacks is the median of those that have it, so that what it means to lack it is the parent's effect; of a choice, no column is 1.
/// </remarks>
internal sealed class ForestColumns
{
    /// <summary>Choices from this one on share a column.</summary>
    private const int MostChoices = 63;

    private ForestColumns(IReadOnlyList<ForestParameter> parameters, double[][] columns, double[] losses)
    {
        (Parameters, Columns, Losses) = (parameters, columns, losses);
        Mean = losses.Average();
    }

    /// <summary>The parameters that vary.</summary>
    public IReadOnlyList<ForestParameter> Parameters { get; }

    /// <summary>Each column's number for each trial.</summary>
    public double[][] Columns { get; }

    /// <summary>The trials' values, of which less is better.</summary>
    public double[] Losses { get; }

    /// <summary>Their mean.</summary>
    public double Mean { get; }

    /// <summary>The columns of some complete trials.</summary>
    /// <param name="study">The study.</param>
    /// <param name="trials">The trials, one or more.</param>
    public static ForestColumns Of(AnalysedStudy study, IReadOnlyList<Trial> trials)
    {
        var (parameters, columns) = (new List<ForestParameter>(), new List<double[]>());
        foreach (var (index, parameter) in study.Space.Parameters.Index())
        {
            if (ParameterScale.Of(parameter).IsConstant) continue;
            var positions = trials.Select(trial =>
                trial.Parameters.TryGetValue(parameter.Name, out var value) ? Position(parameter, value) : double.NaN).ToArray();
            double[][] own = parameter is CategoricalParameter { IsOrdered: false } p
                ? Choices(positions, Math.Min(p.Choices.Count, MostChoices))
                : [Filled(positions)];
            parameters.Add(new ForestParameter(
                index, columns.Count, own.Length, parameter is CategoricalParameter { IsOrdered: false },
                Array.ConvertAll(positions, x => !double.IsNaN(x))));
            columns.AddRange(own);
        }

        return new ForestColumns(parameters, [.. columns], [.. trials.Select(study.LossOf)]);
    }

    private static double Position(Parameter parameter, ParameterValue value) => parameter switch
    {
        FloatParameter p => value.IsNumber ? new LinearScale(p.Low, p.High).ToCoordinate(value) : double.NaN,
        IntParameter p => value.IsNumber ? new LinearScale(p.Low, p.High).ToCoordinate(value) : double.NaN,
        CategoricalParameter { IsOrdered: false } p => p.IndexOf(value) ?? double.NaN,
        _ => ParameterScale.Of(parameter).ToCoordinate(value),
    };

    private static double[][] Choices(double[] positions, int count)
    {
        var columns = Enumerable.Range(0, count).Select(_ => new double[positions.Length]).ToArray();
        for (var i = 0; i < positions.Length; i++)
            if (!double.IsNaN(positions[i])) columns[Math.Min((int)positions[i], count - 1)][i] = 1;
        return columns;
    }

    private static double[] Filled(double[] positions)
    {
        var present = positions.Where(x => !double.IsNaN(x)).Order().ToArray();
        var median = present.Length == 0 ? 0.5 : present[present.Length / 2];
        return Array.ConvertAll(positions, x => double.IsNaN(x) ? median : x);
    }
}
