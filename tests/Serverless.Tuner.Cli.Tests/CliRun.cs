using Serverless.Tuner.Cli.Servers;

namespace Serverless.Tuner.Cli.Tests;

/// <summary>Runs the program in a data directory of its own, with everything it writes kept.</summary>
internal sealed class CliRun : IDisposable
{
    private readonly SharedWriter _output = new();
    private readonly SharedWriter _error = new();

    public CliRun() => (Folder, Files) = (NewFolder(), NewFolder());

    /// <summary>The data directory.</summary>
    public string Folder { get; }

    /// <summary>Where the user's own files are.</summary>
    public string Files { get; }

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

    /// <summary>A file of the user's own.</summary>
    public string File(string name, string text)
    {
        var path = Path.Combine(Files, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        Directory.Delete(Files, recursive: true);
    }

    private static string NewFolder() => Directory.CreateTempSubdirectory("tuner-cli-").FullName;

    /// <summary>May be read while the program writes.</summary>
    private sealed class SharedWriter : StringWriter
    {
        private readonly Lock _lock = new();

        public override void Write(char value)
        {
            lock (_lock) base.Write(value);
        }

        public override void Write(char[] buffer, int index, int count)
        {
            lock (_lock) base.Write(buffer, index, count);
        }

        public override void Write(ReadOnlySpan<char> buffer)
        {
            lock (_lock) base.Write(buffer);
        }

        public override void Write(string? value)
        {
            lock (_lock) base.Write(value);
        }

        public override string ToString()
        {
            lock (_lock) return base.ToString();
        }
    }
}
