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

    /// <summary>Which evaluation of the point this is, from 0, when the study asks for several repeats.</summary>
    int Repeat { get; }

    /// <summary>
    /// How long an evaluation may take to end once <see cref="CancellationToken"/>
    /// has fired, seen from now: the study's grace period, but no
    /// longer than the trial's money pays for. After that it is abandoned.
    /// A result that is returned in this time counts if time was over or
    /// a user stopped the study, not if the pruner or the money ended the trial.
    /// </summary>
    TimeSpan GracePeriod { get; }

    /// <summary>Fires when the trial is pruned, at its timeout, when money or the study's time is over, and on request: end soon.</summary>
    CancellationToken CancellationToken { get; }

    /// <summary>Reports an intermediate value, and asks whether to go on. It
    /// seldom waits for the storage: values are written in batches.</summary>
    /// <param name="step">The step, 0 or more, ascending; a step reported again replaces its value.</param>
    /// <param name="value">The value at it; finite.</param>
    /// <param name="costUsd">What this evaluation has cost so far in US dollars, if known: for a budget that counts reported costs.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Whether to go on; when false, <see cref="CancellationToken"/>
    /// has fired: end soon by <see cref="OperationCanceledException"/>, or by
    /// returning a result if it is as good as a whole one.</returns>
    /// <exception cref="ObjectiveException">The step is negative, or the value is not finite.</exception>
    Task<bool> ReportAsync(int step, double value, decimal? costUsd = null, CancellationToken cancellationToken = default);

    /// <summary>Reports an intermediate value of each direction of a study with several, and asks whether to go on.</summary>
    /// <param name="step">The step, 0 or more, ascending; a step reported again replaces its values.</param>
    /// <param name="values">The values at it, one for each direction, in their order; finite.</param>
    /// <param name="costUsd">What this evaluation has cost so far in US dollars, if known.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Whether to go on, as where one value is reported.</returns>
    /// <exception cref="ObjectiveException">The step is negative, a value is not finite, or not one for each direction.</exception>
    /// <remarks>A context that knows nothing of several directions takes the first value.</remarks>
    Task<bool> ReportAsync(
        int step, IReadOnlyList<double> values, decimal? costUsd = null, CancellationToken cancellationToken = default) =>
        ReportAsync(step, values[0], costUsd, cancellationToken);

    /// <summary>Keeps a file with the trial, in the place of one of its name: a model, a picture.</summary>
    /// <param name="file">What it is called: by the rule for names of studies.</param>
    /// <param name="content">Its content.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Why it is not kept; null when it is.</returns>
    Task<string?> KeepAsync(string file, Stream content, CancellationToken cancellationToken = default) =>
        Task.FromResult<string?>("nothing here keeps files");

    /// <summary>Keeps a line in the trial's log, of which the last 64 KiB are kept. It waits for nothing.</summary>
    /// <param name="line">The line, without its end.</param>
    void Log(string line)
    {
        // A context that keeps no log.
    }
}
