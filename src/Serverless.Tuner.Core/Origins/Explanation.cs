using Serverless.Tuner.Core.Editing;
using Serverless.Tuner.Core.Samplers;
using Serverless.Tuner.Core.Samplers.Scales;
using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Origins;

/// <summary>Says why a trial was chosen.</summary>
public static class Explanation
{
    private const int MostNear = 3;

    // The good trials are the best tenth of the complete ones, but at least so many.
    private const int FewestGood = 3;
    private const int ShareOfGood = 10;

    /// <summary>Why a trial was chosen, as its row and those before it tell.</summary>
    /// <param name="study">The study.</param>
    /// <param name="trials">Its trials by number, at least up to this one.</param>
    /// <param name="number">The trial.</param>
    public static ExplanationView Of(Study study, IReadOnlyList<Trial> trials, int number)
    {
        var trial = trials[number];
        var view = new ExplanationView
        {
            Number = number,
            Parameters = trial.Parameters,
            Sampler = study.Spec.Sampler.Type,
            Seed = study.Spec.Seed,
            SpaceRevision = Edition.CountBefore(study.Edits, number),
            Sentences = ["It is of a version of the tuner that did not keep why a trial was chosen."],
        };
        if (trial.Origin is not { } origin) return view;
        var seen = trials[origin.Batch].Origin?.Seen;
        // Versions before this one have noted the trials alone.
        var isWarm = origin.Warm is not null || study.WarmStart?.Trials.Contains(number) == true;
        var open = NumberRanges.Parse(seen?.Open);
        view = WithNote(view, origin.Note) with
        {
            Kind = isWarm ? "warmStart" : origin.Kind.ToString().ToLowerInvariant(),
            SamplerVersion = origin.Version,
            SuggestedWith = origin.Batch,
            Ended = seen is null ? null : origin.Batch - open.Count,
            Open = open.Count > 0 ? open : null,
            SpentShare = study.Spec.Budget is null ? null : seen?.SpentShare,
            Replaced = origin.Replaced,
            PredictedCostUsd = Usd(origin.PredictedMicroUsd),
            ReservedUsd = Usd(origin.ReservedMicroUsd),
            Nearest = seen is null || study.Spec.OpenSpace ? null : Nearest(TrialReplay.Past(study, origin.Batch, seen), trials, trial),
        };
        return view with { Sentences = [.. ExplanationText.Of(view, study, origin)] };
    }

    private static ExplanationView WithNote(ExplanationView view, SuggestionNote? note) => note is null ? view : view with
    {
        Method = note.Method,
        LearntFrom = note.LearntFrom,
        Acquisition = note.Value is null ? null : note.Acquisition,
        AcquisitionValue = note.Value,
        PredictedValues = note.Values,
        PredictedDeviations = note.Deviations,
    };

    private static decimal? Usd(long? micro) => micro is { } amount ? new Budgets.Money(amount).Usd : null;

    /// <summary>The nearest of the good trials that were known then.</summary>
    private static NearTrialView[]? Nearest(Study past, IReadOnlyList<Trial> trials, Trial trial)
    {
        var space = SearchSpace.Of(past.Spec);
        var (encoding, evidence) = (new PointEncoding(space), new Evidence(past, space));
        var open = past.Open.Select(o => o.Number).ToHashSet();
        var known = trials.Take(past.NextNumber).Where(t => !open.Contains(t.Number) && evidence.Of(t) is not null).ToList();
        var best = BestTrials.Of(past.Spec.Directions, known).ToList();
        var good = best.Take(Math.Max(FewestGood, best.Count / ShareOfGood));
        var point = encoding.Encode(trial.Parameters);
        var nearest = good
            .Select(t => new NearTrialView(t.Number, t.Outcome.Values!, Distance(encoding, point, encoding.Encode(evidence.Of(t)!))))
            .OrderBy(t => t.Distance).ThenBy(t => t.Number).Take(MostNear).ToArray();
        return nearest.Length > 0 ? nearest : null;
    }

    private static double Distance(PointEncoding encoding, double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            if (double.IsNaN(a[i]) && double.IsNaN(b[i])) continue;
            var isOther = double.IsNaN(a[i]) || double.IsNaN(b[i]) || (encoding.Scales[i] is ChoiceScale && a[i] != b[i]);
            sum += isOther ? 1 : encoding.Scales[i] is ChoiceScale ? 0 : (a[i] - b[i]) * (a[i] - b[i]);
        }

        return Math.Round(Math.Sqrt(sum), 4);
    }
}
