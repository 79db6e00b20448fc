namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner memory forget</c>.</summary>
internal static class MemoryForgetCommand
{
    public static Command Create(StudyArguments arguments)
    {
        var study = MemoryCommand.Study(arguments);
        const string Description = "Let no other study learn from one any more; the study itself stays";
        return arguments.Run(new("forget", Description) { study }, async call =>
        {
            var client = (await call.ConnectOrOpenAsync()).Client;
            var entry = await MemoryCommand.FindAsync(client, call.Parsed.GetRequiredValue(study), call.CancellationToken);
            await client.ForgetMemoryAsync(entry.Id, call.CancellationToken);
            if (!call.Json) call.Output.WriteLine($"Nothing is kept of study {entry.Name} any more.");
            return ExitCode.Done;
        });
    }
}
