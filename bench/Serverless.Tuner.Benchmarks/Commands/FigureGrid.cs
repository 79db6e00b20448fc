using Serverless.Tuner.Cli.Rendering;
using Spectre.Console;

namespace Serverless.Tuner.Benchmarks.Commands;

/// <summary>Figures with their names, a line each.</summary>
internal static class FigureGrid
{
    /// <summary>Writes them.</summary>
    public static void Write(IAnsiConsole output, IEnumerable<(string Label, double Value)> figures)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn(new GridColumn().RightAligned());
        foreach (var (label, value) in figures) grid.AddRow(new Text(label), new Text(Format.Value(value)));
        output.Write(grid);
    }
}
