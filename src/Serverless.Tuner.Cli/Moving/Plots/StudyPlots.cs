using ScottPlot;

namespace Serverless.Tuner.Cli.Moving.Plots;

/// <summary>Draws studies: each plot as the files of the other tuners' pictures are called.</summary>
internal static class StudyPlots
{
    private const int MostSlices = 12;
    private const int MostPairs = 3;
    private const int Cells = 40;
    private const double Foot = -0.14;
    private static readonly ScottPlot.Color s_points = new(76, 114, 176);
    private static readonly ScottPlot.Color s_best = new(196, 78, 82);
    private static readonly ScottPlot.Colormaps.Viridis s_map = new();

    /// <summary>All values, and the best so far.</summary>
    public static Picture History(PlottedStudy study)
    {
        var picture = new Picture("optimization_history", 1, 1);
        var plot = picture[0];
        var points = plot.Add.ScatterPoints(
            study.Trials.Select(t => (double)t.Number).ToArray(), study.Trials.Select(PlottedStudy.Value).ToArray(), s_points);
        points.LegendText = PlotText.Of(study.Metric);
        var (numbers, best) = (new List<double>(), new List<double>());
        foreach (var trial in study.Trials)
        {
            var value = PlottedStudy.Value(trial);
            if (best.Count > 0) value = study.IsMinimized ? Math.Min(best[^1], value) : Math.Max(best[^1], value);
            numbers.Add(trial.Number);
            best.Add(value);
        }

        var line = plot.Add.ScatterLine(numbers.ToArray(), best.ToArray(), s_best);
        line.ConnectStyle = ConnectStyle.StepHorizontal;
        line.LegendText = "best so far";
        line.LineWidth = 2;
        plot.ShowLegend();
        Title(plot, study, "history", "trial", PlotText.Of(study.Metric));
        return picture;
    }

    /// <summary>How much each parameter matters.</summary>
    /// <param name="study">The study.</param>
    /// <param name="importances">From 0 to 1 by the parameter's name, one at least.</param>
    public static Picture Importances(PlottedStudy study, IReadOnlyDictionary<string, double> importances)
    {
        var picture = new Picture("param_importances", 1, 1);
        var plot = picture[0];
        var ordered = importances.OrderBy(i => i.Value).ToArray();
        var bars = plot.Add.Bars(ordered.Select(i => i.Value).ToArray());
        bars.Horizontal = true;
        foreach (var bar in bars.Bars)
        {
            bar.FillColor = s_points;
            bar.Label = Rendering.Format.Value(Math.Round(bar.Value, 3));
        }

        plot.Axes.Left.SetTicks([.. ordered.Select((_, i) => (double)i)], [.. ordered.Select(i => PlotText.Of(i.Key))]);
        plot.Axes.Margins(left: 0);
        Title(plot, study, "importances", "importance", null);
        return picture;
    }

    /// <summary>Each trial as a line over the parameters, the best ones bright.</summary>
    public static Picture ParallelCoordinates(PlottedStudy study)
    {
        var picture = new Picture("parallel_coordinate", 1, 1);
        var (plot, ranks) = (picture[0], study.Ranks());
        foreach (var trial in study.Sample())
        {
            // A line passes an axis at its foot where the trial has no value, so that none is read into it.
            var places = study.Axes.Index().Select(a => new Coordinates(
                a.Index, trial.Parameters.TryGetValue(a.Item.Name, out var value) ? a.Item.Share(value) : Foot)).ToArray();
            var line = plot.Add.Scatter(places, s_map.GetColor(ranks[trial.Number]).WithAlpha(0.6));
            line.MarkerSize = places.Length == 1 ? 5 : 0;
        }

        foreach (var (i, axis) in study.Axes.Index())
        {
            plot.Add.VerticalLine(i, 1, Colors.Black.WithAlpha(0.4));
            foreach (var isHigh in (bool[])[false, true])
            {
                var text = plot.Add.Text(axis.EndLabel(isHigh), i, isHigh ? 1.03 : -0.03);
                text.LabelAlignment = isHigh ? Alignment.LowerCenter : Alignment.UpperCenter;
            }

            if (study.Trials.Any(t => !t.Parameters.ContainsKey(axis.Name))) plot.Add.Text("none", i + 0.02, Foot);
        }

        plot.Axes.Bottom.SetTicks([.. study.Axes.Select((_, i) => (double)i)], [.. study.Axes.Select(a => PlotText.Of(a.Name))]);
        plot.Axes.Left.SetTicks([], []);
        plot.Axes.SetLimits(-0.5, study.Axes.Count - 0.5, Foot - 0.08, 1.15);
        plot.HideGrid();
        Title(plot, study, "parallel coordinates (bright: better)", null, null);
        return picture;
    }

    /// <summary>The value over pairs of numeric parameters, near the trials as those have it, and nothing elsewhere.</summary>
    /// <param name="study">The study.</param>
    /// <param name="first">The parameters that matter most, which come first; the space's order otherwise.</param>
    /// <returns>Null where there are no two such parameters.</returns>
    public static Picture? Contour(PlottedStudy study, IReadOnlyDictionary<string, double>? first = null)
    {
        var axes = study.Axes.Where(a => !a.IsCategorical).OrderByDescending(a => first?.GetValueOrDefault(a.Name) ?? 0).ToArray();
        var pairs = axes.SelectMany((a, i) => axes.Skip(i + 1).Select(b => (X: a, Y: b))).Take(MostPairs).ToArray();
        if (pairs.Length == 0) return null;
        var picture = new Picture("contour", 1, pairs.Length);
        foreach (var (i, (x, y)) in pairs.Index())
        {
            TrialView[] both = [.. study.Trials.Where(t => t.Parameters.ContainsKey(x.Name) && t.Parameters.ContainsKey(y.Name))];
            if (both.Length == 0) continue;
            var surface = new ContourSurface(both.Select(t => (
                x.Share(t.Parameters[x.Name]), y.Share(t.Parameters[y.Name]), PlottedStudy.Value(t))));
            var plot = picture[i];
            var map = plot.Add.Heatmap(surface.On(Cells));
            (map.Colormap, map.Smooth) = (s_map, true);
            map.Position = new CoordinateRect(x.Low, x.High, y.Low, y.High);
            plot.Add.ColorBar(map).Label = PlotText.Of(study.Metric);
            plot.Add.Markers(
                both.Select(t => x.Place(t.Parameters[x.Name])).ToArray(), both.Select(t => y.Place(t.Parameters[y.Name])).ToArray(),
                MarkerShape.OpenCircle, 5, Colors.Black);
            x.Label(plot.Axes.Bottom);
            y.Label(plot.Axes.Left);
            Title(plot, study, "contour", null, null);
        }

        return picture;
    }

    /// <summary>The value over each parameter.</summary>
    /// <returns>Null where no parameter had more than one value.</returns>
    public static Picture? Slice(PlottedStudy study)
    {
        var axes = study.Axes.Take(MostSlices).ToArray();
        if (axes.Length == 0) return null;
        var columns = (int)Math.Ceiling(Math.Sqrt(axes.Length));
        var picture = new Picture("slice", (axes.Length + columns - 1) / columns, columns);
        foreach (var (i, axis) in axes.Index())
        {
            TrialView[] with = [.. study.Trials.Where(t => t.Parameters.ContainsKey(axis.Name))];
            var plot = picture[i];
            plot.Add.Markers(
                with.Select(t => axis.Place(t.Parameters[axis.Name])).ToArray(), with.Select(PlottedStudy.Value).ToArray(),
                MarkerShape.FilledCircle, 5, s_points.WithAlpha(0.7));
            axis.Label(plot.Axes.Bottom);
            plot.Axes.Left.Label.Text = PlotText.Of(study.Metric);
        }

        picture.HideFrom(axes.Length);
        return picture;
    }

    /// <summary>Writes what a plot is of, and at its axes.</summary>
    internal static void Title(Plot plot, PlottedStudy study, string what, string? bottom, string? left)
    {
        plot.Title($"{PlotText.Of(study.Spec.Name)}: {what}");
        if (bottom is not null) plot.XLabel(bottom);
        if (left is not null) plot.YLabel(left);
    }
}
