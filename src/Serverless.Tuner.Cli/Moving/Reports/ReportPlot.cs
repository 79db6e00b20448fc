namespace Serverless.Tuner.Cli.Moving.Reports;

/// <summary>A plot that has a file of its own. The dashboard's code knows it by the same name.</summary>
/// <param name="Name">What its file is called, without the ending: as Optuna calls the same plot.</param>
/// <param name="Needs">What it is drawn from.</param>
/// <param name="Has">Whether a study has anything for it.</param>
internal sealed record ReportPlot(string Name, ReportParts Needs, Func<ReportData, bool> Has)
{
    private const ReportParts Points = ReportParts.Scatter | ReportParts.Importance;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ReportPlot> All { get; } =
    [
        new("optimization_history", ReportParts.History, _ => true),
        new("intermediate_values", ReportParts.History, data => Histories(data).Any(h => h.Curves.Count > 0)),
        new("param_importances", ReportParts.Importance, _ => true),
        new("parallel_coordinate", ReportParts.Parallel | ReportParts.Importance, _ => true),
        new("contour", Points, HasPlane),
        new("slice", Points, _ => true),
        new("rank", Points, HasPlane),
        new("edf", ReportParts.History, _ => true),
        new("timeline", ReportParts.History, _ => true),
        new("pareto_front", ReportParts.Pareto | ReportParts.Parallel | ReportParts.Scatter, data => data.Pareto is not null),
        new("hypervolume_history", ReportParts.History, data => data.Pareto is not null),
        new("cost", ReportParts.History, data => Histories(data).Any(h => h.Points.CostUsd.Any(cost => cost > 0))),
        new("correlations", ReportParts.Scatter, HasPlane),
    ];

    private static IEnumerable<HistoryView> Histories(ReportData data) => data.History?.Values ?? [];

    private static bool HasPlane(ReportData data) => data.Scatter?.Values.Any(s => s.Parameters.Count > 1) == true;
}
