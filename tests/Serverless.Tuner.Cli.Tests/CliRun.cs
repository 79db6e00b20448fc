using System.CommandLine;
using Serverless.Tuner.Cli.Commands;
using Serverless.Tuner.Cli.Servers;
using Spectre.Console;

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

    /// <summary>Whether it writes to a terminal that shows colours and what is drawn anew.</summary>
    public bool IsOnTerminal { get; init; }

    public string Output => _output.ToString();

    public string Error => _error.ToString();

    public string[] OutputLines => Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The program's commands.</summary>
    public Func<CliEnvironment, Command> Commands { get; init; } = TunerCommand.Create;

    public Task<int> InvokeAsync(params string[] arguments) => InvokeAsync(CancellationToken.None, arguments);

    public async Task<int> InvokeAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var terminal = new Terminal(Open(_output), Open(_error), _output);
        var start = StartHost ?? ((_, _, _, _) => throw new InvalidOperationException("No server was to be started."));
        var environment = new CliEnvironment(terminal, start, TimeProvider.System);
        return await CliApplication.RunAsync(Commands(environment), arguments, terminal, cancellationToken);
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

    private IAnsiConsole Open(TextWriter writer) => IsOnTerminal ? ColourConsole(writer) : Terminal.Plain(writer);

    /// <summary>A terminal that shows colours and what is drawn anew.</summary>
    public static IAnsiConsole ColourConsole(TextWriter writer) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = AnsiSupport.Yes,
        ColorSystem = ColorSystemSupport.TrueColor,
        Interactive = InteractionSupport.Yes,
        Out = new ColourTerminal(writer),
    });

    private sealed class ColourTerminal(TextWriter writer) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => true;

        public int Width => 120;

        public int Height => 60;

        public void SetEncoding(System.Text.Encoding encoding)
        {
            // It takes text.
        }
    }

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
