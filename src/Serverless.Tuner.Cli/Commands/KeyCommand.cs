namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner key</c>: who may ask a server for what.</summary>
internal static class KeyCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var arguments = new StudyArguments(environment);
        var command = new Command("key", "Make, list and revoke the keys by which others use a server; works without a server, too")
        {
            KeyCreateCommand.Create(arguments),
            KeyListCommand.Create(arguments),
            KeyRevokeCommand.Create(arguments),
        };
        arguments.AddTo(command);
        return command;
    }
}
