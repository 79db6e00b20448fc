namespace Serverless.Tuner.Objectives.Command;

/// <summary>
/// Runs a program of the user's for each trial. It has the parameters in its arguments (<c>{parameter}</c>) and as one line of
/// JSON on standard input, <c>TUNER_STUDY</c>, <c>TUNER_TRIAL</c> and <c>TUNER_SEED</c> in its environment, writes files that are
/// to be kept into <c>TUNER_ARTIFACTS</c>, and prints lines of JSON:
/// <c>{"step": 3, "value": 0.91}</c> as often as it likes, <c>{"value": 0.93}</c> at the end.
/// </summary>
/// <remarks>
/// It works in a temporary copy of the study file's folder. When the evaluation ends, in whatever way, nothing that the program
/// started is left running; on Linux not even when this process is killed.
/// </remarks>
public sealed class CommandObjective : IObjective
{
    private readonly TimeProvider _time;
    private readonly string _workingDirectory = Environment.CurrentDirectory;

    /// <summary>An objective whose programs find their files in this process's current directory, unless their study names one.</summary>
    /// <param name="time">Measures grace periods; the system's by default.</param>
    public CommandObjective(TimeProvider? time = null) => _time = time ?? TimeProvider.System;

    /// <summary>Empty: a program's values are what the study's directions say.</summary>
    public IReadOnlyList<ObjectiveMetric> Metrics => [];

    /// <summary>Empty: the study names its parameters.</summary>
    public IReadOnlyList<ParameterSpec> DefaultSearchSpace => [];

    /// <summary>What is wrong with an argument of a study's command, or a value of its environment; null when nothing is.</summary>
    /// <param name="argument">The text with its placeholders.</param>
    /// <param name="parameters">The names that every trial has a value for.</param>
    public static string? CheckArgument(string argument, IReadOnlyDictionary<string, ParameterValue> parameters)
    {
        try
        {
            CommandTemplate.Expand(argument, parameters);
            return null;
        }
        catch (ObjectiveException e)
        {
            return e.Message;
        }
    }

    /// <summary>The program and its arguments with the values of parameters in them; null where the objective runs none, or one of the
    /// placeholders has no value.</summary>
    /// <param name="objective">What the study says.</param>
    /// <param name="parameters">The values by name.</param>
    public static IReadOnlyList<string>? ArgumentsOf(ObjectiveSpec objective, IReadOnlyDictionary<string, ParameterValue> parameters)
    {
        try
        {
            return objective.Command is { } command ? [.. command.Select(text => CommandTemplate.Expand(text, parameters))] : null;
        }
        catch (ObjectiveException)
        {
            return null;
        }
    }

    /// <summary>Which of the files that a study's command needs are not on this host: its working directory, its program, its
    /// script.</summary>
    /// <param name="objective">What the study says.</param>
    public static IEnumerable<FieldError> CheckFiles(ObjectiveSpec objective) =>
        CommandFiles.Check(objective, Path.GetFullPath(objective.WorkingDirectory ?? "."));

    /// <summary>Runs the program. When <paramref name="cancellationToken"/> fires or a report is answered with "stop", it is asked to end
    /// (SIGTERM), and killed after the trial's grace period.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <returns>Its outcome, which a program may also print after it was asked to end.</returns>
    /// <exception cref="ObjectiveException">The program cannot be started, or prints no valid outcome.</exception>
    /// <exception cref="CommandException">The program ended with an exit code other than 0.</exception>
    /// <exception cref="OperationCanceledException">It was ended early, and had no outcome to give.</exception>
    /// <exception cref="IOException">There is no room for a directory of its own.</exception>
    /// <exception cref="UnauthorizedAccessException">The system's temporary directory cannot be written to.</exception>
    public async Task<ObjectiveResult> EvaluateAsync(ITrialContext trial, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await using var directory = HostDirectory.Shared.Create();
        using var tree = CommandProcess.Start(
            trial, directory, Path.GetFullPath(trial.Objective.WorkingDirectory ?? ".", _workingDirectory));
        try
        {
            var result = await new CommandRun(trial, tree, _time).EndAsync(cancellationToken);
            await KeptFiles.KeepAsync(trial, directory);
            return result;
        }
        catch (OperationCanceledException)
        {
            // Cut short, it may have something to show all the same.
            await KeptFiles.KeepAsync(trial, directory);
            throw;
        }
    }
}
