using System.Globalization;
using System.Text.Json;
using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Analysis.Hints;

/// <summary>Failed trials gather beyond a value of one parameter, or at one of its choices.</summary>
/// <remarks>Of all such regions the one that tells most by the likelihood ratio (the G-test) of failures inside and outside.</remarks>
internal static class FailureRegionHint
{
    private const int LeastFailures = 5;

    /// <summary>How many of those inside fail at least, how many of all failures are inside, and the G of the 99.99 % quantile.</summary>
    private const double LeastRate = 0.5, LeastShare = 0.6, LeastG = 15.1;

    public static IEnumerable<HintView> Of(AnalysedStudy study)
    {
        // What a user cancelled or a pruner stopped did not fail.
        var trials = study.Ended.Where(trial => trial.State is TrialState.Failed or TrialState.Complete).ToArray();
        var failed = trials.Count(IsFailed);
        if (failed < LeastFailures || failed == trials.Length) yield break;
        var all = new Tally(trials.Length, failed);
        var best = study.Space.Parameters.SelectMany(parameter => Regions(parameter, trials))
            .Where(region => region.Inside.Failed >= LeastRate * region.Inside.All && region.Inside.Failed >= LeastShare * failed)
            .MaxBy(region => G(region.Inside, all));
        if (best is null || G(best.Inside, all) < LeastG) yield break;
        var outside = all.Without(best.Inside);
        yield return new()
        {
            Kind = HintKind.FailureRegion,
            Severity = HintSeverity.Warning,
            Parameters = [best.Parameter],
            Text = $"{best.Inside.Failed} of {best.Inside.All} trials with {best.Words} failed, "
                + $"elsewhere {outside.Failed} of {outside.All}.",
            Action = "Mend the objective there, or exclude the region: "
                + $"`tuner study change {study.Study.Name} --exclude '[{{{Json(best.Parameter)}: [{best.Values}]}}]'`.",
        };
    }

    private static bool IsFailed(Trial trial) => trial.State == TrialState.Failed;

    private static IEnumerable<Region> Regions(Parameter parameter, IReadOnlyList<Trial> trials)
    {
        var having = trials.Where(trial => trial.Parameters.ContainsKey(parameter.Name)).ToArray();
        if (parameter is CategoricalParameter)
        {
            foreach (var choice in having.GroupBy(trial => trial.Parameters[parameter.Name]))
            {
                var inside = new Tally(choice.Count(), choice.Count(IsFailed));
                yield return new(parameter.Name, $"{parameter.Name} = {choice.Key}", Json(choice.Key), inside);
            }

            yield break;
        }

        var sorted = having.Where(trial => trial.Parameters[parameter.Name].IsNumber)
            .Select(trial => (Number: trial.Parameters[parameter.Name].AsDouble(), IsFailed: IsFailed(trial)))
            .OrderBy(trial => trial.Number).ToArray();
        if (sorted.Length == 0) yield break;
        var (low, high) = (MinOf(parameter) ?? sorted[0].Number, MaxOf(parameter) ?? sorted[^1].Number);
        var (all, below) = (new Tally(sorted.Length, sorted.Count(trial => trial.IsFailed)), new Tally(0, 0));
        for (var i = 1; i < sorted.Length; i++)
        {
            below = new Tally(i, below.Failed + (sorted[i - 1].IsFailed ? 1 : 0));
            var (last, first) = (sorted[i - 1].Number, sorted[i].Number);
            if (first == last) continue;
            yield return new(
                parameter.Name, $"{parameter.Name} ≥ {Text(first)}", $"{Text(first)}, {Text(high)}", all.Without(below));
            yield return new(parameter.Name, $"{parameter.Name} ≤ {Text(last)}", $"{Text(low)}, {Text(last)}", below);
        }
    }

    private static double? MinOf(Parameter parameter) => parameter switch
    {
        FloatParameter p => p.Low,
        IntParameter p => p.Low,
        NormalParameter p => p.Low,
        _ => null,
    };

    private static double? MaxOf(Parameter parameter) => parameter switch
    {
        FloatParameter p => p.High,
        IntParameter p => p.High,
        NormalParameter p => p.High,
        _ => null,
    };

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, TunerJson.Options);

    /// <summary>Twice the logarithm of how much likelier the trials are with a rate of failures inside and another outside than with one.
    /// </summary>
    private static double G(Tally inside, Tally all)
    {
        return 2 * (Likelihood(inside) + Likelihood(all.Without(inside)) - Likelihood(all));

        static double Likelihood(Tally tally) => Term(tally.Failed, tally.All) + Term(tally.All - tally.Failed, tally.All);

        static double Term(int part, int count) => part == 0 ? 0 : part * PortableMath.Log((double)part / count);
    }

    /// <summary>Trials, and how many of them failed.</summary>
    private readonly record struct Tally(int All, int Failed)
    {
        public Tally Without(Tally part) => new(All - part.All, Failed - part.Failed);
    }

    /// <summary>A part of a parameter's range: in words, and as what a study excludes has it.</summary>
    private sealed record Region(string Parameter, string Words, string Values, Tally Inside);
}
