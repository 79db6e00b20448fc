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
    /// <exception cref="CliException">It has several directions, or no trial that has ended.</exception>
    public static StudyReplayView Run(StudyExportView export, PrunerSpec pruner, decimal? limit)
    {
        var spec = export.Study.Spec;
        if (spec.Directions.Count > 1)
            throw new CliException(
                $"Study {spec.Name} has several directions: a replay compares the best values of one.", ExitCode.InvalidInput);
        ReplayedTrial[] trials =
        [
            .. export.Trials.Where(t => t.State is TrialState.Complete or TrialState.Pruned or TrialState.Failed)
                .Select(t => new ReplayedTrial(t.Number, t.State, Money.Limit(t.CostUsd))
                {
                    Value = t is { State: TrialState.Complete, Values: [var value, ..] } ? value : null,
                    Reports = t.Reports ?? [],
                    StartedAt = t.StartedAt,
                    EndedAt = t.EndedAt,
                    IsFeasible = t.Constraints?.Values.All(c => c <= 0) ?? true,
                }),
        ];
        if (trials.Length == 0) throw new CliException($"No trial of study {spec.Name} has ended yet.", ExitCode.InvalidInput);
        var made = PrunerCatalog.BuiltIn.Create(pruner, new PrunerContext(spec.Name, spec.Directions[0]) { Repeats = spec.Repeats });
        var outcome = StudyReplay.Run(trials, spec.Directions[0], made, limit is { } usd ? Money.Limit(usd) : null);
        return new StudyReplayView
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
            BestTrial = outcome.Best?.Number,
            BestValue = outcome.Best?.Value,
            ReplayedBestTrial = outcome.ReplayedBest?.Number,
            ReplayedBestValue = outcome.ReplayedBest?.Value,
        };
    }
}
