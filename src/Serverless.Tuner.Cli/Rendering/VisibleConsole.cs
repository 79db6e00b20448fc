using Spectre.Console;
using Spectre.Console.Rendering;

namespace Serverless.Tuner.Cli.Rendering;

/// <summary>
/// A console on which only the escape sequences of Spectre itself have an effect; those in a text are shown, wherever it comes
/// from and however it got into what is written.
/// </summary>
/// <remarks>Here a text's width is settled already: <see cref="Cli.Text"/> makes it visible before it is laid out.</remarks>
internal sealed class VisibleConsole(IAnsiConsole inner) : IAnsiConsole
{
    /// <inheritdoc />
    public Profile Profile => inner.Profile;

    /// <inheritdoc />
    public IAnsiConsoleCursor Cursor => inner.Cursor;

    /// <inheritdoc />
    public IAnsiConsoleInput Input => inner.Input;

    /// <inheritdoc />
    public IExclusivityMode ExclusivityMode => inner.ExclusivityMode;

    /// <summary>Our own, not the inner one's: what a live display adds to everything that is written is to be visible as well.</summary>
    public RenderPipeline Pipeline { get; } = new();

    /// <inheritdoc />
    public void Clear(bool home) => inner.Clear(home);

    /// <inheritdoc />
    public void Write(IRenderable renderable) => inner.Write(new Visible(Pipeline, renderable));

    /// <inheritdoc />
    public void WriteAnsi(Action<AnsiWriter> action) => inner.WriteAnsi(action);

    private sealed class Visible(RenderPipeline pipeline, IRenderable shown) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) => shown.Measure(options, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
            pipeline.Process(options, [shown]).SelectMany(part => part.Render(options, maxWidth)).Select(Show);

        private static Segment Show(Segment segment)
        {
            if (segment.IsControlCode || segment.IsLineBreak) return segment;
            var text = VisibleText.Lines(segment.Text);
            return ReferenceEquals(text, segment.Text) ? segment : new Segment(text, segment.Style, segment.Link);
        }
    }
}
