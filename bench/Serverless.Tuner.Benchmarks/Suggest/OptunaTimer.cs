using System.Diagnostics;
using System.Text.Json;

namespace Serverless.Tuner.Benchmarks.Suggest;

/// <summary>Times Optuna on the same points, in the same run, when Debian's package is installed.</summary>
internal static class OptunaTimer
{
    /// <summary>How to install it.</summary>
    public const string Install = "apt-get install python3-optuna";

    private const string Python = "/usr/bin/python3";
    private const int ManyTrials = 5_000;

    private static string Script => Path.Combine(AppContext.BaseDirectory, "bench", "suggest_optuna.py");

    /// <summary>Whether it can be timed here.</summary>
    public static async Task<bool> IsInstalledAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(Python)) return false;
        using var process = Start("-c", "import optuna");
        process.StandardInput.Close();
        _ = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0;
    }

    /// <summary>The figures of its samplers, case by case.</summary>
    /// <exception cref="BenchmarkInputException">It failed.</exception>
    public static async Task<IReadOnlyList<SuggestFigure>> MeasureAsync(SuggestCase @case, CancellationToken cancellationToken) => [
        .. (await RunAsync([Script], Input(@case), cancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize<SuggestFigure>(line, TunerJson.Options)!)];

    /// <summary>What a script that times it prints.</summary>
    /// <param name="arguments">The script with its arguments.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="BenchmarkInputException">It failed.</exception>
    public static async Task<string> RunAsync(string[] arguments, string input, CancellationToken cancellationToken)
    {
        using var process = Start(arguments);
        try
        {
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
            process.StandardInput.Close();
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0
                ? await output
                : throw new BenchmarkInputException($"Optuna failed: {(await errors).Trim()}");
        }
        catch (Exception) when (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static string Input(SuggestCase @case) => JsonSerializer.Serialize(new
    {
        cases = new[]
        {
            new
            {
                trials = @case.Trials,
                parameters = @case.Parameters,
                points = @case.Points.Select(p => p.Values),
                values = @case.Points.Select(p => SuggestCase.Value(p)),
                repetitions = @case.Trials >= ManyTrials ? 3 : 9,
            },
        },
    });

    private static Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo(Python, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
