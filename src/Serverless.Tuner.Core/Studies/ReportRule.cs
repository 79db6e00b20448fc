namespace Serverless.Tuner.Core.Studies;

/// <summary>How many values a study's reports have.</summary>
public static class ReportRule
{
    /// <summary>Why a study does not take a report; null when it does.</summary>
    /// <param name="spec">The study.</param>
    /// <param name="values">The value of each direction; null where one number is reported, which only stands for several directions where
    /// no pruner compares them.</param>
    public static string? WrongWith(StudySpec spec, IReadOnlyList<double>? values)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var count = spec.Directions.Count;
        if (values is null)
        {
            return count > 1 && spec.Pruner.Type != PrunerSpec.DefaultType
                ? $"must be {count} numbers, one for each direction of the study: its pruner, '{spec.Pruner.Type}', compares them"
                : null;
        }

        if (values.Count == count) return null;
        return count == 1
            ? $"must be one number, since the study has a single direction; {values.Count} came"
            : $"must be {count} numbers, one for each direction of the study; {values.Count} came";
    }
}
