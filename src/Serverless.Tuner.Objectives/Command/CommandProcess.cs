using System.ComponentModel;
using System.Text.Json;

namespace Serverless.Tuner.Objectives.Command;

/// <summary>Starts a trial's program, with the files of the study's working directory, and gives it its parameters.</summary>
internal static class CommandProcess
{
    public static ProcessTree Start(ITrialContext trial, TrialDirectory directory, string source)
    {
        if (trial.Objective.Command is not { Count: > 0 } command) throw new ObjectiveException("The objective names no command.");
        WorkingFiles.Provide(source, directory.Work);
        var arguments = ScriptArgument.Resolve(command, source).Skip(1).Select(a => CommandTemplate.Expand(a, trial.Parameters)).ToArray();
        var environment = CommandEnvironment.Of(trial, directory, source, Environment.GetEnvironmentVariables());
        var program = ProgramLocator.Find(command[0], source, environment.GetValueOrDefault("PATH"))
            ?? throw new ObjectiveException($"The program '{command[0]}' was not found, or cannot be executed (looked from '{source}').");
        try
        {
            return ProcessTree.Start(program, arguments, directory, environment);
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            throw new ObjectiveException($"The program '{program}' could not be started: {e.Message}", e);
        }
    }

    /// <summary>Writes the parameters as one line of JSON and ends the input; the program need not read it.</summary>
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
            // The program closed its input, or ended.
        }
    }
}
