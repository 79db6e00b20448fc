using Serverless.Tuner.Cli.Rendering;
using Spectre.Console;

namespace Serverless.Tuner.Benchmarks.Quality;

/// <summary>Shows how far a measurement is, beside what was asked for: a
/// bar in a terminal, else a line for each sampler and function.</summary>
internal static class QualityDisplay
{
    /// <summary>Runs a plan and shows its progress.</summary>
    public static async Task<QualityReport> RunAsync(
        IAnsiConsole console, QualityPlan plan, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!console.Profile.Capabilities.Interactive)
            return await QualityBenchmark.RunAsync(plan, clock, progress => WriteLine(console, progress), cancellationToken);
        return await console.Progress().AutoClear(true).StartAsync(context =>
        {
            var bar = context.AddTask("runs", maxValue: plan.RunCount);
            return QualityBenchmark.RunAsync(plan, clock, progress => Show(bar, progress), cancellationToken);
        });
    }

    private static void Show(ProgressTask bar, QualityProgress progress)
    {
        bar.Value = progress.Ended;
        bar.Description = $"{progress.Ended} of {progress.All} runs";
    }

    private static void WriteLine(IAnsiConsole console, QualityProgress progress)
    {
        if (progress.EndedJob is { } job)
            console.WriteLine(
                $"{job}: {Format.Duration(TimeSpan.FromSeconds(progress.JobSeconds))} ({progress.Ended} of {progress.All} runs)");
    }
}
