using System.Globalization;

namespace Serverless.Tuner.Cli.Rendering;

/// <summary>Shares as bars, with their names.</summary>
internal static class ShareBars
{
    private const int Width = 30;

    /// <summary>The bars.</summary>
    public static Grid Of(IEnumerable<(string Name, double Share)> shares)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(2).PadRight(2))
            .AddColumn(new GridColumn().RightAligned().NoWrap()).AddColumn(new GridColumn().NoWrap());
        foreach (var (name, share) in shares)
            grid.AddRow(
                new Text(name), new Text(Percent(share)),
                new Text(new string('█', (int)Math.Round(Math.Clamp(share, 0, 1) * Width)), new Style(Color.Green)));
        return grid;
    }

    /// <summary>A share as people read it.</summary>
    public static string Percent(double share) => share.ToString("0.0 %", CultureInfo.InvariantCulture);
}
