namespace Serverless.Tuner.Contracts;

/// <summary>How important the parameters of a study are for one of its values.</summary>
public sealed record ImportanceView
{
    /// <summary>The study.</summary>
    public required string Name { get; init; }

    /// <summary>The sequence number of the study's last advance.</summary>
    public required int Sequence { get; init; }

    /// <summary>The value that the importances are for.</summary>
    public required string Metric { get; init; }

    /// <summary>How they were computed.</summary>
    public required ImportanceMethod Method { get; init; }

    /// <summary>How many of the complete trials they rest on.</summary>
    public required ShownCounts Counts { get; init; }

    /// <summary>The parameters, the most important first; their importances sum to 1. Empty with <see cref="Reason"/>.</summary>
    public required IReadOnlyList<ParameterImportance> Parameters { get; init; }

    /// <summary>Pairs of parameters, the most important first: what both explain together beyond what each explains alone, as a share of
    /// all variance. Of fANOVA only, among the sixteen most important parameters.</summary>
    public required IReadOnlyList<ParameterInteraction> Interactions { get; init; }

    /// <summary>Why there are no importances yet; null when there are.</summary>
    public string? Reason { get; init; }
}
