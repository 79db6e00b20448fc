namespace Serverless.Tuner.Cli.Rendering;

/// <summary>One colour for each state, everywhere.</summary>
internal static class Colors
{
    public static Color Of(TrialState state) => state switch
    {
        TrialState.Complete => Color.Green,
        TrialState.Pruned => Color.Yellow,
        TrialState.Failed => Color.Red,
        TrialState.Running => Color.Blue,
        _ => Color.Grey,
    };

    public static Color Of(StudyState state) => state switch
    {
        StudyState.Running => Color.Blue,
        StudyState.Pending => Color.Grey,
        _ => Color.Green,
    };
}
