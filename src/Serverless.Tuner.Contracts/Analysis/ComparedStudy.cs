namespace Serverless.Tuner.Contracts;

/// <summary>A study beside others.</summary>
public sealed record ComparedStudy
{
    /// <summary>The study.</summary>
    public required string Name { get; init; }

    /// <summary>Whether less or more of the value is better.</summary>
    public required Direction Direction { get; init; }

    /// <summary>The best value; null while there is none.</summary>
    public double? Best { get; init; }

    /// <summary>The trials that were the best one when they ended.</summary>
    public required BestSteps History { get; init; }

    /// <summary>Which share of the complete trials came to how much.</summary>
    public required EdfView Edf { get; init; }

    /// <summary>Importances by PED-ANOVA, the most important first; empty where there are none yet.</summary>
    public required IReadOnlyList<ParameterImportance> Importance { get; init; }

    /// <summary>How many trials have ended.</summary>
    public required int Trials { get; init; }

    /// <summary>What they cost, in US dollars.</summary>
    public required decimal SpentUsd { get; init; }

    /// <summary>About what pruning and the budget saved, in US dollars.</summary>
    public required decimal SavedUsd { get; init; }
}
