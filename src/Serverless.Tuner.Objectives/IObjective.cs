namespace Serverless.Tuner.Objectives;

/// <summary>What a trial evaluates: a class found through dependency injection by the name that it was added with.</summary>
/// <remarks>One instance serves all trials, several at once: keep no state of a trial in it.</remarks>
public interface IObjective
{
    /// <summary>The values that it returns, in order, with what is better.</summary>
    IReadOnlyList<ObjectiveMetric> Metrics { get; }

    /// <summary>The search space of a study that names none.</summary>
    IReadOnlyList<ParameterSpec> DefaultSearchSpace { get; }

    /// <summary>Evaluates one point.</summary>
    /// <param name="trial">The point, and where intermediate values are reported.</param>
    /// <param name="cancellationToken">The trial's own <see cref="ITrialContext.CancellationToken"/>.</param>
    /// <returns>One value for each metric.</returns>
    Task<ObjectiveResult> EvaluateAsync(ITrialContext trial, CancellationToken cancellationToken);
}
