namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Reads that a study's trials become runs of an MLflow server.</summary>
internal static class MlflowParser
{
    private const int LongestName = 500;

    public static MlflowSpec? Read(ObjectReader reader, ObjectiveSpec? objective)
    {
        if (reader.Open("mlflow") is not { } body) return null;
        var experiment = body.Text("experiment");
        if (experiment is not null && !IsName(experiment))
            body.Error("experiment", $"must have 1 to {LongestName} characters, no control characters, and no space at its start or end");
        body.RejectUnknown();
        return new MlflowSpec { Experiment = experiment ?? DefaultOf(objective) };
    }

    private static string? DefaultOf(ObjectiveSpec? objective) =>
        objective is null ? null : $"{objective.Name ?? objective.Kind.ToString().ToLowerInvariant()}-training";

    private static bool IsName(string text) =>
        text.Length is >= 1 and <= LongestName && text.Trim().Length == text.Length && !text.Any(char.IsControl);
}
