using Serverless.Tuner.Cli.Rendering;
using Spectre.Console;

namespace Serverless.Tuner.Cli;

/// <summary>Where a command writes; whatever it writes, a terminal obeys none of it but what Spectre itself adds.</summary>
/// <param name="Output">What was asked for.</param>
/// <param name="Error">What went wrong, and remarks beside JSON.</param>
/// <param name="Json">Standard output as it is: neither wrapped nor coloured.</param>
internal sealed record Terminal(IAnsiConsole Output, IAnsiConsole Error, TextWriter Json)
{
    /// <inheritdoc cref="Terminal(IAnsiConsole, IAnsiConsole, TextWriter)" path="/param[@name='Output']" />
    public IAnsiConsole Output { get; init; } = new VisibleConsole(Output);

    /// <inheritdoc cref="Terminal(IAnsiConsole, IAnsiConsole, TextWriter)" path="/param[@name='Error']" />
    public IAnsiConsole Error { get; } = new VisibleConsole(Error);

    /// <inheritdoc cref="Terminal(IAnsiConsole, IAnsiConsole, TextWriter)" path="/param[@name='Json']" />
    public TextWriter Json { get; } = new VisibleWriter(Json);

    /// <summary>Standard error as it is: neither wrapped nor coloured.</summary>
    public TextWriter ErrorText { get; } = new VisibleWriter(Error.Profile.Out.Writer);

    // Without a terminal Spectre assumes 80 columns; a line in a log must not be wrapped there.
    private const int LogWidth = 4096;

    /// <summary>The process's own streams.</summary>
    public static Terminal System() => new(
        Open(Console.Out, Console.IsOutputRedirected),
        Open(Console.Error, Console.IsErrorRedirected),
        Console.Out);

    /// <summary>A console without colours or animation, as when the output goes into a file.</summary>
    public static IAnsiConsole Plain(TextWriter writer) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = AnsiSupport.No,
        ColorSystem = ColorSystemSupport.NoColors,
        Interactive = InteractionSupport.No,
        Out = new WideOutput(writer, LogWidth),
    });

    private static IAnsiConsole Open(TextWriter writer, bool redirected) => redirected
        ? Plain(writer)
        : AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });

    private sealed class WideOutput(TextWriter writer, int width) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => false;

        public int Width => width;

        public int Height => 24;

        public void SetEncoding(global::System.Text.Encoding encoding)
        {
            // The writer's encoding is the caller's choice.
        }
    }
}
