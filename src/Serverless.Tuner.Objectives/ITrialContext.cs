using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Objectives;

/// <summary>One trial as its objective sees it.</summary>
public interface ITrialContext
{
    /// <summary>The study's name.</summary>
    string Study { get; }

    /// <summary>The trial's number.</summary>
    int Number { get; }

    /// <summary>A seed of the trial's own, from study seed and trial number.</summary>
    long Seed { get; }

    /// <summary>What the evaluation receives: defaults ← suggested ← fixed.</summary>
    IReadOnlyDictionary<string, ParameterValue> Parameters { get; }

    /// <summary>How the study wants the objective run.</summary>
    ObjectiveSpec Objective { get; }

    /// <summary>Reports an intermediate value.</summary>
    /// <param name="step">The step, 0 or more, ascending; a step reported again replaces its value.</param>
    /// <param name="value">The value at it; finite.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Whether to go on; when false, end soon by <see cref="OperationCanceledException"/> or with the value so far.</returns>
    Task<bool> ReportAsync(int step, double value, CancellationToken cancellationToken = default);
}
