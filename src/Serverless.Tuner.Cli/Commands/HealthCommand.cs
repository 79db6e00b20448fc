using Serverless.Tuner.Client;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner health</c>: whether a server answers, and its storage.</summary>
internal static class HealthCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var arguments = new StudyArguments(environment);
        var command = new Command("health", "Show whether a server runs, and whether it reaches its storage; exits with 3 when not");
        arguments.AddTo(command);
        return arguments.Run(command, async call =>
        {
            var connection = await call.ConnectAsync();
            var lives = await connection.Client.HealthAsync(call.CancellationToken);
            var storage = await StorageAsync(connection.Client, call.CancellationToken);
            var isWell = storage == lives.Status;
            call.Show(
                new ServerHealth(connection.Url, lives.Version, isWell, storage),
                () => call.Output.WriteLine(
                    $"Serverless Tuner {lives.Version} at {connection.Url.AbsoluteUri.TrimEnd('/')} "
                    + (isWell ? "runs, and reaches its storage." : $"runs, but its storage does not answer: {storage}")));
            return isWell ? ExitCode.Done : ExitCode.NoServer;
        });
    }

    private static async Task<string> StorageAsync(TunerClient client, CancellationToken cancellationToken)
    {
        try
        {
            return (await client.ReadyAsync(cancellationToken)).Status;
        }
        catch (TunerApiException e) when (e.Status == 503)
        {
            return e.Message;
        }
    }

    private sealed record ServerHealth(Uri Url, string Version, bool Ready, string Storage);
}
