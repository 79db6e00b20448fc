using System.Globalization;

namespace Serverless.Tuner.Functions.Mlflow;

/// <summary>What the runs of a study are called, and by what they are found again.</summary>
internal static class MlflowNames
{
    /// <summary>The tag whose value no other run has: whoever does not know whether a run was created looks for it.</summary>
    public const string Key = "tuner_key";

    /// <summary>The tag that says whether a trial is the best, or on the front.</summary>
    public const string IsBest = "is_best_trial";

    /// <summary>The experiment of a study.</summary>
    public static string Experiment(StudySpec spec) => spec.Mlflow!.Experiment ?? $"{Objective(spec)}-training";

    /// <summary>The key of a study's own run.</summary>
    public static string KeyOf(Study study) => $"{study.Id ?? default:N}";

    /// <summary>The key of a trial's run.</summary>
    public static string KeyOf(Study study, int trial) => string.Create(CultureInfo.InvariantCulture, $"{KeyOf(study)}.{trial}");

    /// <summary>The name of a study's own run.</summary>
    public static string RunOf(Study study) => Name($"automl-{Objective(study.Spec)}-{study.Name}");

    /// <summary>The name of a trial's run.</summary>
    public static string RunOf(Study study, Trial trial) => Name(string.Create(
        CultureInfo.InvariantCulture,
        $"automl-{Objective(study.Spec)}-trial{trial.Number}-{trial.CreatedAt.UtcDateTime:yyyyMMdd-HHmmss}"));

    /// <summary>What the server says of a study that has ended.</summary>
    public static string StatusOf(Study study) => study.StopReason switch
    {
        StopReason.Error or StopReason.Failures => "FAILED",
        StopReason.Requested => "KILLED",
        _ => "FINISHED",
    };

    /// <summary>What the server says of a trial that has ended.</summary>
    public static string StatusOf(Trial trial) => trial.State switch
    {
        TrialState.Complete => "FINISHED",
        TrialState.Failed => "FAILED",
        _ => "KILLED",
    };

    private static string Objective(StudySpec spec) => spec.Objective.Name ?? spec.Objective.Kind.ToString().ToLowerInvariant();

    private static string Name(string text) => MlflowText.Value(text, MlflowText.KeyBytes);
}
