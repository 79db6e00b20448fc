using Serverless.Tuner.Core.Editing;
using Serverless.Tuner.Core.Memory;
using Serverless.Tuner.Core.Samplers;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Origins;

/// <summary>Computes the point of a trial again, from the rows of its study and from what the trial's origin says was seen of them.
/// </summary>
public static class TrialReplay
{
    /// <summary>What comes of it.</summary>
    /// <param name="study">The study.</param>
    /// <param name="trials">Its trials by number, at least up to the one that is computed.</param>
    /// <param name="number">The trial.</param>
    /// <param name="sampler">A sampler of the study's own kind, which has suggested nothing yet.</param>
    /// <param name="prior">The trials of earlier studies that it learns from.</param>
    public static ReplayView Of(
        Study study, IReadOnlyList<Trial> trials, int number, ISampler sampler, IReadOnlyList<PriorStudy> prior)
    {
        var trial = trials[number];
        var view = new ReplayView
        {
            Number = number,
            Parameters = trial.Parameters,
            SamplerVersion = trial.Origin?.Version,
            ComputedWith = SamplerVersion.Of(sampler),
            Result = "",
        };
        if (Obstacle(study, trials, trial) is { } obstacle) return view with { Result = obstacle };
        var origin = trial.Origin!;
        if (origin is { Kind: not OriginKind.Suggested, Given: null })
            return view with
            {
                Same = true,
                Computed = trial.Parameters,
                Result = "Its whole point was asked for; there is nothing to compute.",
            };

        var points = Source(study, trials, origin, sampler, prior, out var past);
        for (var n = origin.Batch; n <= number; n++)
        {
            var computed = Next(points, past, trials[n]);
            if (n < number && Same(computed, trials[n].Parameters)) continue;
            var same = n == number && Same(computed, trial.Parameters);
            return view with { Same = same, Computed = n == number ? computed : null, Result = Sentence(view, same, n) };
        }

        throw new InvalidOperationException("A trial is of its own batch.");
    }

    /// <summary>The study as an advance found it that suggested trials.</summary>
    internal static Study Past(Study study, int batch, SeenState seen)
    {
        var before = Edition.After(study, Edition.CountBefore(study.Edits, batch));
        return before with
        {
            NextNumber = batch,
            Open = [.. NumberRanges.Parse(seen.Open).Select(n => new OpenTrial(n, default))],
            StartPointsTaken = 0,
            Queue = [],
            // Those of its points that were taken are among the trials.
            Spec = before.Spec with { Defaults = null, Enqueue = null },
        };
    }

    private static string? Obstacle(Study study, IReadOnlyList<Trial> trials, Trial trial)
    {
        if (study.Spec.OpenSpace)
            return "The study has an open search space: its trials declare parameters after they were suggested, so that what the sampler "
                + "knew of them is not kept.";
        if (trial.Origin is not { } origin) return "It is of a version of the tuner that did not keep what a sampler saw.";
        return trials[origin.Batch].Origin?.Seen is null ? $"Trial {origin.Batch} no longer says what the sampler saw." : null;
    }

    private static PointSource Source(
        Study study, IReadOnlyList<Trial> trials, TrialOrigin origin, ISampler sampler, IReadOnlyList<PriorStudy> prior, out Study past)
    {
        var seen = trials[origin.Batch].Origin!.Seen!;
        past = Past(study, origin.Batch, seen);
        var history = StudyHistory.Empty(
            past.Spec, WarmStarts.SpaceOf(past.Spec, past.WarmStart, past.Edits), past.Edits, seen.Constraints, past.WarmStart, prior);
        history.SpentShare = seen.SpentShare;
        history.AffordableTrials = seen.AffordableTrials ?? int.MaxValue;
        return new PointSource(past, [.. trials.Take(origin.Batch)], sampler, history);
    }

    private static IReadOnlyDictionary<string, ParameterValue>? Next(PointSource points, Study past, Trial trial)
    {
        if (trial.Origin is not { Kind: not OriginKind.Suggested } origin) return points.Next(past, trial.Number).Values;
        var given = origin.Given is { } names
            ? trial.Parameters.Where(p => names.Contains(p.Key)).ToDictionary(StringComparer.Ordinal)
            : trial.Parameters;
        return points.Next(past with { Queue = [given] }, trial.Number).Values;
    }

    private static bool Same(IReadOnlyDictionary<string, ParameterValue>? a, IReadOnlyDictionary<string, ParameterValue> b) =>
        a is not null && a.Count == b.Count && a.All(v => b.TryGetValue(v.Key, out var other) && other == v.Value);

    private static string Sentence(ReplayView view, bool same, int at)
    {
        var other = view.SamplerVersion == view.ComputedWith
            ? ""
            : $" It was suggested by {view.SamplerVersion}, and computed by {view.ComputedWith}: versions may differ.";
        if (same) return "The same point came out." + other;
        return (at < view.Number
            ? $"Trial {at}, which was suggested along with it before it, came out with another point."
            : "Another point came out.") + other;
    }
}
