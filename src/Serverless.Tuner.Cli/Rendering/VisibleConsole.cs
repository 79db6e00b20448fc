using Spectre.Console.Rendering;

namespace Serverless.Tuner.Cli.Rendering;

/// <summary>
/// A console on which only Spectre's own escape sequences have an effect; those in texts are shown. Here a text's width is settled
/// already: <see cref="Cli.Text"/> makes it visible before it is laid out.
/// </summary>
internal sealed class VisibleConsole(IAnsiConsole inner) : IAnsiConsole
{
    public Profile Profile => inner.Profile;

    public IAnsiConsoleCursor Cursor => inner.Cursor;

    public IAnsiConsoleInput Input => inner.Input;

    public IExclusivityMode ExclusivityMode => inner.ExclusivityMode;

    /// <summary>Not the inner console's: what a live display adds must be visible as well.</summary>
    public RenderPipeline Pipeline { get; } = new();

    public void Clear(bool home) => inner.Clear(home);

    public void Write(IRenderable renderable) => inner.Write(new Visible(Pipeline, renderable));

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
