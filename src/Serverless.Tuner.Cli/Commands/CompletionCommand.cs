namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner completion SHELL</c>: a script by which a shell completes this program's commands.</summary>
/// <remarks>The scripts ask the program itself, by the directive <c>[suggest:POSITION]</c> of its parser.</remarks>
internal static class CompletionCommand
{
    private static readonly string[] s_shells = ["bash", "zsh", "fish"];

    public static Command Create(CliEnvironment environment)
    {
        var shell = new Argument<string>("SHELL") { Description = string.Join(", ", s_shells) };
        shell.AcceptOnlyFromAmong(s_shells);
        const string Description =
            "Print a script that completes commands, options and names of studies: eval \"$(tuner completion bash)\"";
        var command = new Command("completion", Description) { shell };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var script = new StreamReader(
                typeof(CompletionCommand).Assembly.GetManifestResourceStream($"completion/tuner.{parsed.GetRequiredValue(shell)}")!);
            await environment.Terminal.Json.WriteAsync(await script.ReadToEndAsync(cancellationToken));
            return ExitCode.Done;
        });
        return command;
    }
}
