namespace Serverless.Tuner.Contracts;

/// <summary>What a study has come to, for programs that use its parameters.</summary>
public sealed record ResultView
{
    /// <summary>Whether the study has ended, for whatever reason.</summary>
    public required bool Completed { get; init; }

    /// <summary>The number of the best trial; null with <see cref="Fallback"/>.</summary>
    public int? BestTrial { get; init; }

    /// <summary>The parameters to use: defaults ← best ← fixed, as an evaluation receives them; with <see cref="Fallback"/> without those
    /// of a trial.</summary>
    public required IReadOnlyDictionary<string, ParameterValue> BestParameters { get; init; }

    /// <summary>The value of the best trial; with several directions its first one.</summary>
    public double? BestValue { get; init; }

    /// <summary>With several directions all values of the best trial, in their order.</summary>
    public IReadOnlyList<double>? BestValues { get; init; }

    /// <summary>How many trials have ended, in whatever way.</summary>
    public required int TrialsRun { get; init; }

    /// <summary>Those of them that were pruned.</summary>
    public required int TrialsPruned { get; init; }

    /// <summary>Those of them for which the money did not suffice.</summary>
    public required int PrunedForBudget { get; init; }

    /// <summary>How long the study took, or has taken so far, in seconds.</summary>
    public required double DurationSeconds { get; init; }

    /// <summary>What its trials cost in US dollars.</summary>
    public required decimal SpentUsd { get; init; }

    /// <summary>About what pruning and the budget saved in US dollars: for each trial that was pruned, the median cost of complete ones
    /// less its own.</summary>
    public required decimal SavedUsd { get; init; }

    /// <summary>About what it cost on Azure to drive the study, beside that; null where the app does not run there on the Flex Consumption
    /// plan.</summary>
    public AzureCostView? Azure { get; init; }

    /// <summary>Why it ended; null while it runs.</summary>
    public StopReason? StopReason { get; init; }

    /// <summary>Whether no trial stands behind the parameters: none is complete, or the study's objective is unknown here.</summary>
    public required bool Fallback { get; init; }
}
