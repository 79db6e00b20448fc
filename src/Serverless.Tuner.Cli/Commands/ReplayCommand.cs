using Serverless.Tuner.Cli.Moving;
using Serverless.Tuner.Cli.Rendering;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner replay NAME</c>.</summary>
internal static class ReplayCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var arguments = new StudyArguments(environment);
        var name = StudyName.Optional(arguments);
        var pruner = new Option<string?>("--pruner")
        {
            Description = "the pruner, as a study file has it (default: median; with several directions mo-asha)",
            HelpName = "TYPE|JSON",
        };
        var limit = new Option<decimal?>("--limit") { Description = "no trial starts once so much is spent", HelpName = "USD" };
        NumberRange.RequirePositive(limit);
        const string Description =
            "Say what a pruner and a limit would have saved of a study, by its recorded curves and costs; evaluates nothing";
        var command = arguments.Run(new("replay", Description) { name, pruner, limit }, async call =>
        {
            var spec = call.Parsed.GetValue(pruner) is { } named ? ReplayedStudy.PrunerOf(named) : null;
            var client = (await call.ConnectOrOpenAsync()).Client;
            var study = await client.ExportStudyAsync(await call.StudyAsync(client, name), call.CancellationToken);
            var replay = ReplayedStudy.Run(study, spec, call.Parsed.GetValue(limit));
            return call.Show(replay, () => Write(call.Output, replay));
        });
        arguments.AddTo(command);
        return command;
    }

    /// <summary>Says what would have been saved: money only where some was spent.</summary>
    internal static void Write(IAnsiConsole output, StudyReplayView replay)
    {
        var saved = replay.CostUsd - replay.ReplayedCostUsd;
        output.WriteLine(
            $"Study {replay.Study}, {replay.Trials} trials, with {replay.Pruner}"
            + (replay.LimitUsd is { } usd ? $" and a limit of {Format.Usd(usd)}" : "") + ":");
        output.WriteLine(
            $"  {replay.Pruned.Count} trials pruned, {(replay.LimitUsd is null ? "" : $"{replay.NotStarted.Count} not started for cost; ")}"
            + $"{replay.ReplayedSteps} of {replay.Steps} steps computed.");
        if (replay.CostUsd > 0)
            output.WriteLine(
                $"  {Format.Usd(replay.ReplayedCostUsd)} of {Format.Usd(replay.CostUsd)} spent, {Format.Usd(saved)} saved "
                + $"({saved / replay.CostUsd:P0}).");
        output.WriteLine("  " + (replay.Front is null ? OfBest(replay) : OfFront(replay.Front, replay)));
        if (replay.WithCurves < replay.Trials)
            output.WriteLine($"  {replay.Trials - replay.WithCurves} trials have no intermediate values: no pruner could have ended them.");
        if (replay.CostUsd == 0) output.WriteLine("  No costs are recorded; steps tell what was saved.");
    }

    private static string OfBest(StudyReplayView replay) => (replay.BestTrial, replay.ReplayedBestTrial) switch
    {
        (null, _) => "No trial was complete.",
        (_, null) => "No complete trial would have been left.",
        var (before, after) when before == after => $"The best trial stays: {before}, {Format.Value(replay.BestValue!.Value)}.",
        var (before, after) =>
            $"The best trial {before} ({Format.Value(replay.BestValue!.Value)}) would have been lost; the best left is {after} "
            + $"({Format.Value(replay.ReplayedBestValue!.Value)}).",
    };

    private static string OfFront(IReadOnlyList<int> front, StudyReplayView replay) =>
        (front.Count, front.Count(replay.ReplayedFront!.Contains)) switch
        {
            (0, _) => "No trial was complete.",
            var (all, left) when left == all => $"The front stays: {all} {(all == 1 ? "trial" : "trials")}.",
            var (all, left) => $"{left} of the {all} trials of the front would have been left, {replay.Kept:P1} of its hypervolume.",
        };
}
