namespace Serverless.Tuner.Cli.Watching;

/// <summary>Notices a pruner that has nothing to judge by, because the study's trials report no intermediate values.</summary>
internal sealed class ReportCheck
{
    private const int Enough = 3;

    private int _complete;
    private bool _hasReport;

    public void Add(IEnumerable<TrialView> ended)
    {
        foreach (var trial in ended)
        {
            _hasReport |= trial.LastStep is not null;
            if (trial.State == TrialState.Complete) _complete++;
        }
    }

    /// <summary>A line for people; null when nothing is amiss, or it is too early to say.</summary>
    public string? Remark(StudySpec spec) => _hasReport || _complete < Enough || spec.Pruner.Type == PrunerSpec.DefaultType
        ? null
        : $"The pruner {spec.Pruner.Type} cannot stop any trial: none has reported a step. "
            + "Print {\"step\": 1, \"value\": …} as a trial goes on, or leave the pruner out.";
}
