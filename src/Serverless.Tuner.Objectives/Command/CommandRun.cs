namespace Serverless.Tuner.Objectives.Command;

/// <summary>One evaluation by a program that has been started: reads what it prints, and makes it end.</summary>
internal sealed class CommandRun(ITrialContext trial, ProcessTree tree, TimeProvider time)
{
    private const int TailLines = 10;
    private const int ShownLength = 80;
    private readonly OutputTail _output = new(TailLines);
    private readonly OutputTail _errors = new(TailLines);
    private readonly SecretValues _secrets = SecretValues.Of(trial.Objective);
    private int? _stoppedAtStep;
    private int? _lastStep;

    /// <summary>Waits for the outcome; nothing of the program is left running afterwards.</summary>
    /// <param name="cancellationToken">Asks the program to end, and kills it after its grace period.</param>
    /// <exception cref="OperationCanceledException">The program ended early, without an outcome.</exception>
    public async Task<ObjectiveResult> EndAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var over = new CancellationTokenSource();
        var ended = ProgramEndsAsync(over.Token);
        var input = CommandProcess.WriteParametersAsync(tree, trial, over.Token);
        var outcome = ReadOutcomeAsync(new LineReader(tree.Root.StandardOutput.BaseStream, ended), stop, over.Token);
        var log = KeepTailAsync(new LineReader(tree.Root.StandardError.BaseStream, ended), over.Token);
        try
        {
            await Task.WhenAny(ended, Task.Delay(Timeout.InfiniteTimeSpan, stop.Token));
            if (!ended.IsCompleted) await StopAsync(ended, over.Token);
            await ended;
            var result = await outcome;
            await log;
            return Judge(result, stop.IsCancellationRequested, cancellationToken);
        }
        finally
        {
            tree.Kill();
            await over.CancelAsync();
            await Task.WhenAll(ended, input, outcome, log).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private ObjectiveResult Judge(ObjectiveResult? result, bool isStopped, CancellationToken cancellationToken)
    {
        if (tree.Root.ExitCode == 0 && result is not null) return result;
        if (isStopped)
            throw new OperationCanceledException(
                _stoppedAtStep is { } step ? $"The study stopped the trial at step {step}." : "The trial was stopped.", cancellationToken);
        if (tree.Root.ExitCode != 0) throw new CommandException(Describe(ExitCode(tree.Root.ExitCode)));
        throw new ObjectiveException(_lastStep is { } last ? DescribeReports(last) : Describe("No {\"value\": …}"));
    }

    /// <summary>Asks a program to end early; in its grace period it may save its work or print its outcome.</summary>
    private async Task StopAsync(Task ended, CancellationToken cancellationToken)
    {
        if (tree.Terminate()) await Task.WhenAny(ended, Task.Delay(trial.GracePeriod, time, cancellationToken));
        tree.Kill();
    }

    private async Task ProgramEndsAsync(CancellationToken cancellationToken)
    {
        await tree.Root.WaitForExitAsync(cancellationToken);
        tree.Kill();
    }

    private async Task<ObjectiveResult?> ReadOutcomeAsync(
        LineReader lines, CancellationTokenSource stop, CancellationToken cancellationToken)
    {
        ObjectiveResult? result = null;
        try
        {
            while (await lines.ReadAsync(cancellationToken) is var (text, cut))
            {
                var shown = _secrets.Hide(text);
                trial.Log(shown);
                if (cut && text.AsSpan().TrimStart().StartsWith('{'))
                    throw new ObjectiveException(
                        $"The program printed a line of JSON longer than {LineReader.LongestLine:N0} bytes: "
                        + Excerpt.Start(shown, ShownLength));
                switch (CommandMessageParser.Parse(text, shown))
                {
                    case CommandMessage.Report report:
                        _lastStep = report.Step;
                        await ReportAsync(report, stop);
                        break;
                    case CommandMessage.Final final:
                        result = final.Result;
                        break;
                    default:
                        _output.Add(shown);
                        break;
                }
            }

            return result;
        }
        catch
        {
            tree.Kill(); // The evaluation has failed, whatever the program may still print.
            throw;
        }
    }

    // Once the program is to stop, only its outcome counts.
    private async Task ReportAsync(CommandMessage.Report report, CancellationTokenSource stop)
    {
        if (stop.IsCancellationRequested) return;
        try
        {
            var goesOn = report.Values is { } values
                ? trial.ReportAsync(report.Step, values, report.CostUsd, stop.Token)
                : trial.ReportAsync(report.Step, report.Value, report.CostUsd, stop.Token);
            if (await goesOn) return;
            _stoppedAtStep = report.Step;
            await stop.CancelAsync();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The trial was stopped while the report was on its way.
        }
    }

    private async Task KeepTailAsync(LineReader lines, CancellationToken cancellationToken)
    {
        while (await lines.ReadAsync(cancellationToken) is var (text, _))
        {
            var shown = _secrets.Hide(text);
            trial.Log(shown);
            _errors.Add(shown);
        }
    }

    private static string ExitCode(int code) => code > 128 && !OperatingSystem.IsWindows()
        ? $"Exit code {code} (signal {code - 128})"
        : $"Exit code {code}";

    private string Describe(string what) => $"{what} from '{Shown()}'{Tail()}";

    private string DescribeReports(int last) =>
        $"'{Shown()}' printed reports, the last with step {last}, but no outcome: its last line, {{\"value\": …}}, needs no step{Tail()}";

    private string Tail()
    {
        var last = _errors.ToString() is { Length: > 0 } e ? e : _output.ToString();
        return last.Length > 0 ? $"; the last it wrote:\n{last}" : _lastStep is null ? ", which wrote nothing else." : ".";
    }

    // With arguments: python3 train.py.
    private string Shown() => Excerpt.Start(string.Join(' ', trial.Objective.Command!).ReplaceLineEndings(" "), ShownLength);
}
