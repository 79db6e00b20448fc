using Serverless.Tuner.Cli.Servers;

namespace Serverless.Tuner.Cli.Tests;

/// <summary>Runs the program in a data directory of its own, with everything it writes kept.</summary>
internal sealed class CliRun : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public CliRun() => Folder = Directory.CreateTempSubdirectory("tuner-cli-").FullName;

    /// <summary>The data directory.</summary>
    public string Folder { get; }

    /// <summary>What starts when the program wants a server of its own; a failure when null.</summary>
    public StartHost? StartHost { get; set; }

    public string Output => _output.ToString();

    public string Error => _error.ToString();

    public string[] OutputLines => Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    public Task<int> InvokeAsync(params string[] arguments) => InvokeAsync(CancellationToken.None, arguments);

    public async Task<int> InvokeAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var terminal = new Terminal(Terminal.Plain(_output), Terminal.Plain(_error), _output);
        var start = StartHost ?? ((_, _, _, _, _) => throw new InvalidOperationException("No server was to be started."));
        return await CliApplication.RunAsync(arguments, new CliEnvironment(terminal, start, TimeProvider.System), cancellationToken);
    }

    public string File(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
