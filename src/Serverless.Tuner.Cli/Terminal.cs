using System.Text.Json;
using Serverless.Tuner.Cli.Rendering;

namespace Serverless.Tuner.Cli;

/// <summary>Where a command writes. A terminal obeys no escape sequence
/// in what is written, but for those that Spectre itself adds.</summary>
internal sealed class Terminal(IAnsiConsole output, IAnsiConsole error, TextWriter json)
{
    // Without a terminal Spectre assumes 80 columns; a line in a log must not be wrapped there.
    private const int LogWidth = 4096;

    /// <summary>For what was asked for.</summary>
    public IAnsiConsole Output { get; } = new VisibleConsole(output);

    /// <summary>For errors, and for remarks beside JSON.</summary>
    public IAnsiConsole Error { get; } = new VisibleConsole(error);

    /// <summary>Standard output as it is: neither wrapped nor coloured.</summary>
    public TextWriter Json { get; } = new VisibleWriter(json);

    /// <summary>Standard error as it is: neither wrapped nor coloured.</summary>
    public TextWriter ErrorText { get; } = new VisibleWriter(error.Profile.Out.Writer);

    /// <summary>The process's own streams.</summary>
    public static Terminal System() => new(
        Open(Console.Out, Console.IsOutputRedirected),
        Open(Console.Error, Console.IsErrorRedirected),
        Console.Out);

    /// <summary>A console without colours or animation, as for a file.</summary>
    public static IAnsiConsole Plain(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = LogWidth;
        return console;
    }

    public void WriteJson<T>(T value) => Json.WriteLine(JsonSerializer.Serialize(value, TunerJson.Indented));

    private static IAnsiConsole Open(TextWriter writer, bool redirected) => redirected
        ? Plain(writer)
        : AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
}
