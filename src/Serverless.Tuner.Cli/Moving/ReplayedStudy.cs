using System.Text.Json;
using Serverless.Tuner.Cli.StudyFiles;
using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.Replay;

namespace Serverless.Tuner.Cli.Moving;

/// <summary>Replays exported studies.</summary>
internal static class ReplayedStudy
{
    /// <summary>The pruner that a word, or JSON, names.</summary>
    /// <exception cref="CliException">It names none.</exception>
    public static PrunerSpec PrunerOf(string text)
    {
        try
        {
            var spec = StudyFile.IsJson(text)
                ? StudyFile.ReadPart("--pruner", text).Deserialize<PrunerSpec>(TunerJson.Options)!
                : new PrunerSpec { Type = text };
            PrunerCatalog.BuiltIn.Create(spec, new PrunerContext("replay", Direction.Minimize));
            return spec;
        }
        catch (Exception e) when (e is ArgumentException or JsonException)
        {
            throw new CliException($"--pruner: {e.Message.Split(" (Parameter")[0]}", ExitCode.InvalidInput);
        }
    }

    /// <summary>Replays a study.</summary>
    /// <param name="export">It, with its trials and their reports.</param>
    /// <param name="chosen">The pruner; null for that which is usual for so many directions.</param>
    /// <param name="limit">No trial starts once so much is spent; null for no limit.</param>
    /// <exception cref="CliException">The pruner cannot serve so many directions, or no trial has ended.</exception>
    public static StudyReplayView Run(StudyExportView export, PrunerSpec? chosen, decimal? limit)
    {
        var spec = export.Study.Spec;
        var pruner = chosen ?? new PrunerSpec { Type = spec.Directions.Count == 1 ? "median" : "mo-asha" };
        var made = Make(pruner, spec);
        ReplayedTrial[] trials =
        [
            .. export.Trials.Where(t => t.State is TrialState.Complete or TrialState.Pruned or TrialState.Failed).Select(Of),
        ];
        if (trials.Length == 0) throw new CliException($"No trial of study {spec.Name} has ended yet.", ExitCode.InvalidInput);
        var outcome = StudyReplay.Run(trials, spec.Directions, made, limit is { } usd ? Money.Limit(usd) : null);
        var view = new StudyReplayView
        {
            Study = spec.Name,
            Pruner = JsonSerializer.Serialize(pruner, TunerJson.Options) is var json && pruner.Options.Count > 0 ? json : pruner.Type,
            LimitUsd = limit,
            Trials = outcome.Trials,
            WithCurves = outcome.WithCurves,
            Pruned = outcome.Pruned,
            NotStarted = outcome.NotStarted,
            Steps = outcome.Steps,
            ReplayedSteps = outcome.ReplayedSteps,
            CostUsd = outcome.Cost.Usd,
            ReplayedCostUsd = outcome.ReplayedCost.Usd,
            Kept = outcome.Kept,
        };
        return spec.Directions.Count == 1 ? WithBest(view, outcome) : view with
        {
            Front = [.. outcome.Best.Select(t => t.Number)],
            ReplayedFront = [.. outcome.ReplayedBest.Select(t => t.Number)],
        };
    }

    private static StudyReplayView WithBest(StudyReplayView view, ReplayOutcome outcome)
    {
        if (outcome.Best is [var best]) view = view with { BestTrial = best.Number, BestValue = best.Values![0] };
        if (outcome.ReplayedBest is [var left]) view = view with { ReplayedBestTrial = left.Number, ReplayedBestValue = left.Values![0] };
        return view;
    }

    private static IPruner Make(PrunerSpec pruner, StudySpec spec)
    {
        var made = PrunerCatalog.BuiltIn.Create(
            pruner, new PrunerContext(spec.Name, spec.Directions[0]) { Directions = spec.Directions, Repeats = spec.Repeats });
        if (spec.Directions.Count == 1 || pruner.Type == PrunerSpec.DefaultType || made.TakesSeveralDirections) return made;
        throw new CliException(
            $"--pruner: '{pruner.Type}' compares one direction, and study {spec.Name} has {spec.Directions.Count}; "
            + "'mo-asha' compares several.",
            ExitCode.InvalidInput);
    }

    private static ReplayedTrial Of(TrialView trial) => new(trial.Number, trial.State, Money.Limit(trial.CostUsd))
    {
        Values = trial.State == TrialState.Complete ? trial.Values : null,
        Reports = trial.Reports ?? [],
        StartedAt = trial.StartedAt,
        EndedAt = trial.EndedAt,
        IsFeasible = trial.Constraints?.Values.All(c => c <= 0) ?? true,
    };
}
