using System.Globalization;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Origins;

/// <summary>Says an explanation in plain sentences.</summary>
internal static class ExplanationText
{
    public static IEnumerable<string> Of(ExplanationView view, Study study, TrialOrigin origin)
    {
        yield return view.Kind == "warmStart" ? Warm(study, origin) + Seed(view) : Source(view, origin);
        if (view.Ended is { } ended) yield return Seen(view, ended);
        if (view.SpaceRevision > 0)
            yield return $"The study had been changed {Times(view.SpaceRevision)} before it: it is a point of the space as it then was.";
        if (view.Replaced)
            yield return "The sampler's own point had been tried, was in a region that is excluded, or did not keep the study's where: "
                + "this one near it, or else anywhere, took its place.";
        if (origin.Note is { Share: { } share, Method: var method })
            yield return "Several means take turns, the more the more they have improved of late: "
                + $"{method} had {Math.Round(100 * share)} % of the trials around it.";
        if (view is { AcquisitionValue: { } value, Acquisition: { } acquisition })
            yield return $"Of the points that were looked at it had the highest {acquisition}: {Number(value)}.";
        if (view.PredictedValues is { } predicted) yield return Predicted(view, study.Spec, predicted);
        if (Cost(view) is { } cost) yield return cost;
        foreach (var near in (view.Nearest ?? []).Take(1))
            yield return $"The nearest of the best trials that were known is trial {near.Number} (value "
                + $"{string.Join(", ", near.Values.Select(Number))}), {Number(near.Distance)} away in the unit cube.";
    }

    private static string Source(ExplanationView view, TrialOrigin origin) => origin switch
    {
        { Kind: OriginKind.Default } => "It is the point of the study's defaults, which are tried first."
            + Completed(origin),
        { Kind: OriginKind.Enqueued } => "Its point was enqueued: somebody asked for it." + Completed(origin),
        { Note.Method: "start" } => $"The sampler {view.Sampler} suggested it as one of its first points, which cover the space evenly: "
            + "it had no model yet.",
        { Note: { LearntFrom: { } count } note } => $"The sampler {view.Sampler} suggested it by {note.Method}, from a model of {count} "
            + "trials.",
        { Note: { } note } => $"The sampler {view.Sampler} suggested it by {note.Method}.",
        _ => $"The sampler {view.Sampler} suggested it.",
    } + Seed(view);

    private static string Warm(Study study, TrialOrigin origin)
    {
        var which = origin.Warm is not { } point
            ? $"one of the best points of {string.Join(", ", study.WarmStart!.From.Select(from => from.Name))}"
            : study.Spec.Directions.Count > 1 ? $"one of the best points of {point.Study}"
            : $"the {(point.Rank == 1 ? "" : Place(point.Rank) + " ")}best point of {point.Study}";
        return $"It is {which} (warm start)." + Completed(origin);
    }

    private static string Seed(ExplanationView view) => $" The study's seed is {view.Seed}.";

    // A study is remembered by ten points at most.
    private static string Place(int rank) => rank switch { 2 => "second", 3 => "third", _ => $"{rank}th" };

    private static string Completed(TrialOrigin origin) => origin.Given is { } given
        ? $" That asked for {string.Join(", ", given.Take(10))}{(given.Count > 10 ? ", …" : "")}; the sampler added the rest."
        : "";

    private static string Seen(ExplanationView view, int ended)
    {
        var open = view.Open is { Count: > 0 } numbers
            ? $"{numbers.Count} more were running or waiting ({NumberRanges.Format(numbers)})"
            : "none was running";
        var with = view.SuggestedWith is { } first && first < view.Number
            ? $", and after {Trials(view.Number - first)} from {first} on, suggested in the same step"
            : "";
        return $"It was chosen when {Trials(ended)} had ended and {open}{with}."
            + (view.SpentShare is { } share ? $" {Math.Round(100 * share)} % of the money was spent or promised." : "");
    }

    private static string Predicted(ExplanationView view, StudySpec spec, IReadOnlyList<double> predicted)
    {
        var names = ValueNames.Of(spec);
        return "The model expected " + string.Join(" and ", predicted.Select((value, i) =>
            $"{(names is { Count: > 0 } && i < names.Count ? names[i] : "a value")} {Number(value)}"
            + (view.PredictedDeviations is { } d ? $" ± {Number(d[i])}" : ""))) + ".";
    }

    private static string? Cost(ExplanationView view) => view.PredictedCostUsd is not { } predicted ? null
        : $"It was expected to cost {Usd(predicted)}"
            + (view.ReservedUsd is { } reserved
                ? $"; {Usd(reserved)} was set aside for it."
                : ", more than was left: it was not evaluated.");

    private static string Usd(decimal amount) => string.Create(CultureInfo.InvariantCulture, $"${amount:0.00####}");

    private static string Trials(int count) => count == 1 ? "1 trial" : $"{count} trials";

    private static string Times(int count) => count == 1 ? "once" : $"{count} times";

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
