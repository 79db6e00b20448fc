using ScottPlot;
using SkiaSharp;

namespace Serverless.Tuner.Cli.Moving.Plots;

/// <summary>One plot, or some in rows and columns, as a file.</summary>
internal sealed class Picture
{
    private const int SingleWidth = 900, SingleHeight = 600, CellWidth = 450, CellHeight = 350;

    private readonly Multiplot _plots = new();
    private readonly int _width;
    private readonly int _height;

    /// <param name="name">What the file is called, without its ending.</param>
    /// <param name="rows">How many rows it has.</param>
    /// <param name="columns">How many columns.</param>
    public Picture(string name, int rows, int columns)
    {
        Name = name;
        _plots.AddPlots(rows * columns); // In all: it begins with one.
        _plots.Layout = new ScottPlot.MultiplotLayouts.Grid(rows, columns);
        (_width, _height) = (Math.Max(SingleWidth, columns * CellWidth), Math.Max(SingleHeight, rows * CellHeight));
    }

    /// <summary>What the file is called, without its ending.</summary>
    public string Name { get; }

    /// <summary>One of its plots.</summary>
    public Plot this[int index] => _plots.GetPlot(index);

    /// <summary>Leaves blank what is not needed of its rows and columns.</summary>
    public void HideFrom(int index)
    {
        for (; index < _plots.Subplots.Count; index++) this[index].HideAxesAndGrid();
    }

    /// <summary>Writes it as PNG.</summary>
    public void WritePng(Stream stream)
    {
        using var bitmap = new SKBitmap(_width, _height);
        using (var canvas = new SKCanvas(bitmap)) Draw(canvas);
        bitmap.Encode(stream, SKEncodedImageFormat.Png, quality: 100);
    }

    /// <summary>Writes it as SVG.</summary>
    public void WriteSvg(Stream stream)
    {
        using var canvas = SKSvgCanvas.Create(new SKRect(0, 0, _width, _height), stream);
        Draw(canvas);
    }

    private void Draw(SKCanvas canvas)
    {
        canvas.Clear(SKColors.White);
        _plots.Render(canvas, new PixelRect(0, _width, _height, 0));
    }
}
