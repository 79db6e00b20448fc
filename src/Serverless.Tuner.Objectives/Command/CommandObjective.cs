using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Objectives.Command;

/// <summary>
/// Runs a program of the user's for each trial. It has the parameters in its arguments (<c>{parameter}</c>) and as one line of
/// JSON on standard input, <c>TUNER_STUDY</c>, <c>TUNER_TRIAL</c> and <c>TUNER_SEED</c> in its environment, and prints lines of JSON:
/// <c>{"step": 3, "value": 0.91}</c> as often as it likes, <c>{"value": 0.93}</c> at the end.
/// </summary>
/// <remarks>However an evaluation ends, nothing that the program started is left running; nor, on Linux, when this process is killed.</remarks>
public sealed class CommandObjective : IObjective
{
    private const int TailLines = 10;
    private const int ShownLength = 80;

    /// <inheritdoc />
    public string Name => "command";

    /// <inheritdoc />
    public string Description => "Runs a program of your own for each trial.";

    /// <summary>Empty: a program's values are what the study's directions say.</summary>
    public IReadOnlyList<ObjectiveMetric> Metrics => [];

    /// <summary>Empty: the study names its parameters.</summary>
    public IReadOnlyList<ParameterSpec> DefaultSearchSpace => [];

    /// <summary>What is wrong with an argument of a study's command, whatever its trials will be; null when nothing is.</summary>
    /// <param name="argument">The argument with its placeholders.</param>
    /// <param name="parameters">The names that every trial has a value for.</param>
    public static string? CheckArgument(string argument, IReadOnlySet<string> parameters)
    {
        try
        {
            CommandTemplate.Expand(argument, parameters.ToDictionary(name => name, _ => ParameterValue.Of("")));
            return null;
        }
        catch (ObjectiveException e)
        {
            return e.Message;
        }
    }

    /// <inheritdoc />
    /// <exception cref="ObjectiveException">The program cannot be started, or prints what is no valid outcome.</exception>
    /// <exception cref="CommandException">The program ended with an exit code other than 0.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, or a report was answered with "stop".</exception>
    public async Task<ObjectiveResult> EvaluateAsync(ITrialContext trial, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var tree = CommandProcess.Start(trial);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var output = new OutputTail(TailLines);
        var errors = new OutputTail(TailLines);
        var ended = EndAsync(tree, over.Token);
        var input = CommandProcess.WriteParametersAsync(tree, trial, over.Token);
        var outcome = ReadOutcomeAsync(new LineReader(tree.Root.StandardOutput.BaseStream, ended), output, trial, over.Token);
        var log = KeepTailAsync(new LineReader(tree.Root.StandardError.BaseStream, ended), errors, over.Token);
        try
        {
            // Invalid output, or a report answered with "stop", is over before the program is.
            await await Task.WhenAny(ended, outcome);
            await ended;
            var result = await outcome;
            await log;
            if (tree.Root.ExitCode != 0) throw new CommandException(Describe(trial, ExitCode(tree.Root.ExitCode), output, errors));
            return result ?? throw new ObjectiveException(Describe(trial, "No {\"value\": …}", output, errors));
        }
        finally
        {
            tree.Kill();
            await over.CancelAsync();
            await Task.WhenAll(ended, input, outcome, log).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task EndAsync(ProcessTree tree, CancellationToken cancellationToken)
    {
        await tree.Root.WaitForExitAsync(cancellationToken);
        tree.Kill();
    }

    private static async Task<ObjectiveResult?> ReadOutcomeAsync(
        LineReader lines, OutputTail tail, ITrialContext trial, CancellationToken cancellationToken)
    {
        ObjectiveResult? result = null;
        while (await lines.ReadAsync(cancellationToken) is var (text, cut))
        {
            if (cut && text.AsSpan().TrimStart().StartsWith('{'))
                throw new ObjectiveException($"The program printed a line of JSON longer than {LineReader.LongestLine:N0} bytes.");
            switch (CommandMessageParser.Parse(text))
            {
                case CommandMessage.Report report:
                    if (!await trial.ReportAsync(report.Step, report.Value, null, cancellationToken))
                        throw new OperationCanceledException($"The study stopped the trial at step {report.Step}.");
                    break;
                case CommandMessage.Final final:
                    result = final.Result;
                    break;
                default:
                    tail.Add(text);
                    break;
            }
        }

        return result;
    }

    private static async Task KeepTailAsync(LineReader lines, OutputTail tail, CancellationToken cancellationToken)
    {
        while (await lines.ReadAsync(cancellationToken) is var (text, _)) tail.Add(text);
    }

    private static string ExitCode(int code) => code > 128 && !OperatingSystem.IsWindows()
        ? $"Exit code {code} (signal {code - 128})"
        : $"Exit code {code}";

    private static string Describe(ITrialContext trial, string what, OutputTail output, OutputTail errors)
    {
        var last = errors.ToString() is { Length: > 0 } e ? e : output.ToString();
        return $"{what} from '{Shown(trial)}'" + (last.Length > 0 ? $"; the last it wrote:\n{last}" : ", which wrote nothing else.");
    }

    // What is to be run is often an argument of what runs it: python3 train.py.
    private static string Shown(ITrialContext trial)
    {
        var command = string.Join(' ', trial.Objective.Command!).ReplaceLineEndings(" ");
        return command.Length <= ShownLength ? command : command[..ShownLength] + "…";
    }
}
