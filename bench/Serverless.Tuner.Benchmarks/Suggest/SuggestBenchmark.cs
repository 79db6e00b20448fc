using MathNet.Numerics;
using Serverless.Tuner.Benchmarks.Quality;

namespace Serverless.Tuner.Benchmarks.Suggest;

/// <summary>Times suggestions, one after the other.</summary>
public static class SuggestBenchmark
{
    /// <summary>Times ours, and Optuna's in the same run where it is installed.</summary>
    /// <param name="request">Which.</param>
    /// <param name="clock">The time.</param>
    /// <param name="progress">Told what is measured next.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="BenchmarkInputException">A sampler or Optuna failed.</exception>
    public static async Task<SuggestReport> RunAsync(
        SuggestRequest request, TimeProvider clock, Action<string> progress, CancellationToken cancellationToken)
    {
        Control.UseSingleThread();
        var withOptuna = request.WithOptuna && await OptunaTimer.IsInstalledAsync(cancellationToken);
        var (ours, optuna) = (new List<SuggestFigure>(), new List<SuggestFigure>());
        foreach (var trials in request.Samplers.SelectMany(request.TrialsFor).Distinct().Order())
        {
            foreach (var parameters in request.Parameters)
            {
                var @case = new SuggestCase(trials, parameters);
                foreach (var sampler in request.Samplers.Where(s => request.TrialsFor(s).Contains(trials)))
                {
                    progress($"{sampler.Label}, {trials} trials, {parameters} parameters");
                    ours.Add(SuggestTimer.Measure(@case, sampler, clock, cancellationToken));
                }

                if (!withOptuna) continue;
                progress($"Optuna, {trials} trials, {parameters} parameters");
                optuna.AddRange(await OptunaTimer.MeasureAsync(@case, cancellationToken));
            }
        }

        return new SuggestReport
        {
            Machine = Machine.Here(),
            Ours = ours,
            Optuna = optuna,
            Remark = withOptuna || !request.WithOptuna
                ? null
                : $"Optuna is not installed for /usr/bin/python3: `{OptunaTimer.Install}` puts it beside ours.",
        };
    }
}
