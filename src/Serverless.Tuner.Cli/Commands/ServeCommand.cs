using System.CommandLine;
using Serverless.Tuner.Cli.Servers;
using Spectre.Console;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner serve</c>: the app on this machine, until Ctrl+C.</summary>
internal static class ServeCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>The command.</summary>
    public static Command Create(CliEnvironment environment)
    {
        var arguments = new ServeArguments();
        var command = new Command("serve", "Run the app on this machine, with an Azurite of its own; studies go on where they were");
        arguments.AddTo(command);
        var engine = new EngineArguments();
        engine.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(environment, engine.Read(parsed, arguments.Read(parsed)), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliEnvironment environment, ServeOptions options, CancellationToken cancellationToken)
    {
        var output = environment.Terminal.Output;
        await using (var server = await StartAsync(environment, options, cancellationToken))
        {
            foreach (var remark in server.Remarks) output.WriteLine(remark);
            output.WriteLine($"Serving {server.Address} (data in {server.Place}). Ctrl+C ends it; studies go on at the next start.");
            output.WriteLine($"Engine: {EngineArguments.Name(options.Engine)}.");
            output.WriteLine($"Every request needs the token in {options.Data.TokenFile}; `./tuner` takes it from there.");
            await using (var connection = ApiConnection.To(server.Address))
                await OtherStudies.WriteAsync(output, "Going on", connection.Client, except: null, cancellationToken);
            await WaitForCancellationAsync(cancellationToken);
            output.WriteLine("Ending ...");
        }

        return ExitCode.Done;
    }

    private static async Task<LocalServer> StartAsync(CliEnvironment environment, ServeOptions options, CancellationToken cancellationToken)
    {
        var started = environment.Clock.GetTimestamp();
        while (true)
        {
            if (await LocalServer.TryStartAsync(options with { Say = environment.Terminal.Output.WriteLine }, environment.StartHost, cancellationToken) is { } server) return server;
            if (options.Data.RunningServer() is { } running && await ApiConnection.TryAsync(running, cancellationToken) is { } other)
            {
                await other.DisposeAsync();
                throw new CliException(
                    $"A server works on {options.Data.FullPath} already: {running} (process {options.Data.ServerFile.Read()?.Pid}).", ExitCode.NoServer);
            }

            // A command that reads, or a server that is just ending, has the directory.
            if (environment.Clock.GetElapsedTime(started) > Patience)
                throw new CliException($"Another process works on {options.Data.FullPath}.", ExitCode.NoServer);
            await Task.Delay(PollInterval, environment.Clock, cancellationToken);
        }
    }

    private static async Task WaitForCancellationAsync(CancellationToken cancellationToken)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellationToken.Register(cancelled.SetResult);
        await cancelled.Task;
    }
}
