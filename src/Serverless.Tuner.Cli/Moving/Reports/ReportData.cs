namespace Serverless.Tuner.Cli.Moving.Reports;

/// <summary>What a report has with it: the answers of the API that the dashboard's charts are drawn from, by the names of values.</summary>
internal sealed record ReportData
{
    /// <summary>When it was made.</summary>
    public required DateTimeOffset Made { get; init; }

    /// <summary>By which version of the tuner.</summary>
    public required string Version { get; init; }

    /// <summary>The one plot that the file is of; null for everything.</summary>
    public string? Plot { get; init; }

    /// <summary>The study, without what tells where and how its objective runs.</summary>
    public required StudyView Study { get; init; }

    /// <summary>How each value went.</summary>
    public IReadOnlyDictionary<string, HistoryView>? History { get; init; }

    /// <summary>The trials for charts of points.</summary>
    public IReadOnlyDictionary<string, ScatterView>? Scatter { get; init; }

    /// <summary>The trials for parallel coordinates.</summary>
    public IReadOnlyDictionary<string, ScatterView>? Parallel { get; init; }

    /// <summary>Importances by method, and for each by value.</summary>
    public IReadOnlyDictionary<ImportanceMethod, IReadOnlyDictionary<string, ImportanceView>>? Importance { get; init; }

    /// <summary>The Pareto front; null with one value.</summary>
    public ParetoView? Pareto { get; init; }

    /// <summary>Its knee; null where there is none.</summary>
    public TrialView? Knee { get; init; }

    /// <summary>What is noteworthy.</summary>
    public HintsView? Hints { get; init; }

    /// <summary>The same for a file of one plot, with what that plot is drawn from.</summary>
    public ReportData Only(ReportPlot plot) => this with
    {
        Plot = plot.Name,
        History = plot.Needs.HasFlag(ReportParts.History) ? History : null,
        Scatter = plot.Needs.HasFlag(ReportParts.Scatter) ? Scatter : null,
        Parallel = plot.Needs.HasFlag(ReportParts.Parallel) ? Parallel : null,
        Importance = plot.Needs.HasFlag(ReportParts.Importance) ? Importance : null,
        Pareto = plot.Needs.HasFlag(ReportParts.Pareto) ? Pareto : null,
        Knee = null,
        Hints = null,
    };
}
