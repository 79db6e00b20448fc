using System.Globalization;
using Spectre.Console.Rendering;

namespace Serverless.Tuner.Cli.Rendering;

/// <summary>A study's trials by state as one bar with its legend, each state in a colour and a sign of its own: without colours the
/// bar tells the same.</summary>
internal sealed class ProgressBar(IReadOnlyList<ProgressBar.Part> parts) : IRenderable
{
    public Measurement Measure(RenderOptions options, int maxWidth) => new(Math.Min(maxWidth, parts.Count), maxWidth);

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        var total = parts.Sum(part => (long)part.Count);
        if (total == 0) yield break;
        var (before, drawn) = (0L, 0);
        foreach (var part in parts)
        {
            before += part.Count;
            var end = Math.Max((int)(before * maxWidth / total), Math.Min(drawn + 1, maxWidth)); // None is too few to be seen.
            yield return new Segment(new string(part.Sign, end - drawn), new Style(part.Color));
            drawn = end;
        }

        yield return Segment.LineBreak;
        var names = parts.Select(part => new Text(
            string.Create(CultureInfo.InvariantCulture, $"{part.Sign} {part.Name} {part.Count}"), new Style(part.Color)));
        var legend = new Columns(names) { Expand = false };
        foreach (var segment in ((IRenderable)legend).Render(options, maxWidth)) yield return segment;
    }

    /// <summary>The trials of one state.</summary>
    internal sealed record Part(string Name, int Count, char Sign, Color Color);
}
