namespace Serverless.Tuner.Functions.Results;

/// <summary>What a caller may have the best trial chosen by.</summary>
internal static class BestBy
{
    /// <summary>The title of what is wrong with it.</summary>
    public const string NotShown = "The best trial cannot be shown";

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public static FieldError? WrongWith(StudySpec spec, string by) => FrontChoice.Names(spec).Contains(by)
        ? null
        : new FieldError(
            "?by",
            $"must be {string.Join(" or ", FrontChoice.Names(spec).Select(name => $"'{name}'"))}, not '{Http.Query.Shown(by)}'"
            + (by == FrontChoice.Knee ? ": only several directions have a knee" : ""));
}
