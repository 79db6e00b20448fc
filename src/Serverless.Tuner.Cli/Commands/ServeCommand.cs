using Serverless.Tuner.Cli.Servers;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner serve</c>: the app on this machine, until Ctrl+C.</summary>
internal static class ServeCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var arguments = new ServeArguments();
        var engine = new EngineArguments();
        var command = new Command("serve", "Run the app on this machine, with an Azurite of its own; studies go on where they were");
        var host = new Option<string?>("--host")
        {
            Description = $"address or name that other machines reach the server by (default: {RemoteReach.Variable}, then none does)",
            HelpName = "HOST",
        };
        var allowCommands = new Option<bool>("--allow-commands")
        {
            Description = "with --host: studies that admins start may run programs here",
        };
        command.Add(host);
        command.Add(allowCommands);
        arguments.AddTo(command);
        engine.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(
                environment,
                engine.Read(parsed, arguments.Read(parsed)) with
                {
                    Remote = RemoteReach.Find(parsed.GetValue(host), parsed.GetValue(allowCommands)),
                },
                cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliEnvironment environment, ServeOptions options, CancellationToken cancellationToken)
    {
        var output = environment.Terminal.Output;
        options = options with { Say = line => output.WriteLine(line) };
        var server = await ServerFinder.UntilFreeAsync(
            environment.Clock,
            () => TryStartAsync(environment, options, cancellationToken),
            new(
                $"Another process works on {options.Data.FullPath}.", $"Waiting for another process on {options.Data.FullPath} ...",
                options.Say),
            cancellationToken);
        await using (server)
        {
            foreach (var remark in server.Remarks) output.WriteLine(remark);
            output.WriteLine($"Serving {server.Address} (data in {server.Place}). Ctrl+C ends it; studies go on at the next start.");
            output.WriteLine($"Engine: {EngineArguments.Name(options.Engine)}.");
            output.WriteLine($"Every request needs the token in {options.Data.TokenFile}; `{Installation.Command}` takes it from there.");
            DashboardLink.Write(environment.Terminal, server.Address);
            if (options.Remote is { } remote) WriteRemote(output, remote, server.Address.Url.Port);
            try
            {
                await using (var connection = ApiConnection.To(server.Address))
                    await OtherStudies.WriteAsync(output, "Going on", connection.Client, except: null, cancellationToken);
                // What the start has left behind: a server may be idle for days, and would keep it.
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
                await Task.Delay(Timeout.InfiniteTimeSpan, environment.Clock, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // Ctrl+C ends the server.
            }

            output.WriteLine("Ending ...");
        }

        return ExitCode.Done;
    }

    private static void WriteRemote(IAnsiConsole output, RemoteReach remote, int port)
    {
        output.WriteLine($"Other machines reach it at {remote.Url(port)}, each with a key (`{Installation.Command} key create`).");
        output.WriteLine("This is plain HTTP: keys and data go unencrypted; in a network of others put a proxy with TLS before it.");
        if (!remote.AllowsCommands) output.WriteLine("Studies that run programs are refused; --allow-commands lets admins start them.");
    }

    /// <summary>Starts a server; null while another process has the directory.</summary>
    private static async Task<LocalServer?> TryStartAsync(
        CliEnvironment environment, ServeOptions options, CancellationToken cancellationToken)
    {
        if (await LocalServer.TryStartAsync(options, environment.StartHost, cancellationToken) is { } server) return server;
        if (options.Data.RunningServer() is not { } running || await ApiConnection.TryAsync(running, cancellationToken) is not { } other)
            return null;
        await other.DisposeAsync();
        throw new CliException(
            $"A server works on {options.Data.FullPath} already: {running} (process "
            + $"{options.Data.ServerFile.Read()?.Pid}).", ExitCode.NoServer);
    }
}
