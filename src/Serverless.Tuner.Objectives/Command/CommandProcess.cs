using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Objectives.Command;

/// <summary>Starts a trial's program and gives it its parameters.</summary>
internal static class CommandProcess
{
    /// <summary>Starts the program of the study with the arguments and the environment of the trial.</summary>
    /// <exception cref="ObjectiveException">There is no such program or directory, or an argument cannot be expanded.</exception>
    public static ProcessTree Start(ITrialContext trial)
    {
        if (trial.Objective.Command is not { Count: > 0 } command) throw new ObjectiveException("The objective names no command.");
        var directory = Path.GetFullPath(trial.Objective.WorkingDirectory ?? ".");
        if (!Directory.Exists(directory)) throw new ObjectiveException($"The working directory '{directory}' does not exist.");
        var arguments = command.Skip(1).Select(a => CommandTemplate.Expand(a, trial.Parameters)).ToArray();
        var program = ProgramLocator.Find(command[0], directory)
            ?? throw new ObjectiveException($"The program '{command[0]}' was not found, or cannot be executed (looked from '{directory}').");
        try
        {
            return ProcessTree.Start(program, arguments, directory, Environment(trial));
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            throw new ObjectiveException($"The program '{program}' could not be started: {e.Message}", e);
        }
    }

    /// <summary>Writes the parameters as one line of JSON and ends the input; a program that does not read it is fine.</summary>
    public static async Task WriteParametersAsync(ProcessTree tree, ITrialContext trial, CancellationToken cancellationToken)
    {
        try
        {
            await using var input = tree.Root.StandardInput.BaseStream;
            var json = JsonSerializer.SerializeToUtf8Bytes(trial.Parameters, TunerJson.Options);
            await input.WriteAsync((byte[])[.. json, (byte)'\n'], cancellationToken);
        }
        catch (IOException)
        {
            // It closed its input, or ended.
        }
    }

    private static Dictionary<string, string> Environment(ITrialContext trial)
    {
        var environment = new Dictionary<string, string>
        {
            ["TUNER_STUDY"] = trial.Study,
            ["TUNER_TRIAL"] = trial.Number.ToString(CultureInfo.InvariantCulture),
            ["TUNER_SEED"] = trial.Seed.ToString(CultureInfo.InvariantCulture),
        };
        // Python holds back what it prints into a pipe; reports would all come at the end, too late to prune by.
        if (System.Environment.GetEnvironmentVariable("PYTHONUNBUFFERED") is null) environment["PYTHONUNBUFFERED"] = "1";
        return environment;
    }
}
