using ScottPlot;

namespace Serverless.Tuner.Cli.Moving.Plots;

/// <summary>Draws what a study of several values has found.</summary>
internal static class FrontPlot
{
    private const float Small = 5, Large = 9, Ring = 15;
    private static readonly ScottPlot.Color s_front = new(76, 114, 176), s_dominated = new(150, 150, 150);
    private static readonly ScottPlot.Color s_infeasible = new(196, 78, 82), s_knee = new(44, 140, 70);

    /// <summary>The first two values of each trial against each other, and the Pareto front.</summary>
    /// <param name="study">The study.</param>
    /// <param name="pareto">Its front.</param>
    public static Picture Draw(PlottedStudy study, ParetoView pareto)
    {
        var picture = new Picture("pareto_front", 1, 1);
        var plot = picture[0];
        var points = pareto.Points;
        Mark("infeasible", i => !points.Feasible[i] && !points.Front[i], MarkerShape.FilledCircle, Small, s_infeasible);
        Mark("dominated", i => points.Feasible[i] && !points.Front[i], MarkerShape.FilledCircle, Small, s_dominated);
        Mark("Pareto front", i => points.Front[i], MarkerShape.FilledCircle, Large, s_front);
        Mark("knee", i => points.Number[i] == pareto.Knee, MarkerShape.OpenCircle, Ring, s_knee);
        plot.ShowLegend();
        StudyPlots.Title(plot, study, "Pareto front", Axis(0), Axis(1));
        return picture;

        void Mark(string name, Func<int, bool> isMeant, MarkerShape shape, float size, ScottPlot.Color color)
        {
            int[] meant = [.. Enumerable.Range(0, points.Number.Count).Where(isMeant)];
            if (meant.Length == 0) return;
            var marks = plot.Add.Markers(
                meant.Select(i => points.Values[0][i]).ToArray(), meant.Select(i => points.Values[1][i]).ToArray(), shape, size, color);
            (marks.LegendText, marks.MarkerLineWidth) = (name, 2);
        }

        string Axis(int i) =>
            $"{PlotText.Of(pareto.Metrics[i].Name)} ({(pareto.Metrics[i].Direction == Direction.Minimize ? "less" : "more")} is better)";
    }
}
