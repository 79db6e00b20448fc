namespace Serverless.Tuner.Cli.Rendering;

/// <summary>A trial that has ended as one line of a log.</summary>
internal static class TrialLine
{
    private const int LongestReason = 200;
    private const string Gap = " … ";

    /// <summary><c>trial 3 complete: 0.25 in 1.2 s, $0.01 (x=1 y=2)</c>, with a star for one that was the best when it ended.</summary>
    public static string Of(TrialView trial, StudySpec study, bool isBest)
    {
        var outcome = trial.Values is { Count: > 0 } ? $": {Format.Values(trial.Values, study)}" : "";
        var reason = trial.State != TrialState.Complete && trial.Reason is { Length: > 0 } why ? $" [{OneLine(why)}]" : "";
        var duration = trial.StartedAt is null ? " not run" : $" in {Format.Duration(trial)}";
        var cost = trial.CostUsd > 0 ? $", {Format.Usd(trial.CostUsd)}" : "";
        var best = isBest ? " * best so far" : "";
        return $"trial {trial.Number} {Format.State(trial.State)}{outcome}{reason}{duration}{cost} "
            + $"({Format.Parameters(trial.Parameters)}){best}";
    }

    /// <summary>A reason without its line breaks; where it gets long, its middle is left out.</summary>
    /// <remarks>More of the end is kept than of the start: what went wrong is in a stack trace's last line.</remarks>
    public static string OneLine(string text, int longest = LongestReason) => Excerpt.Ends(
        VisibleText.Line(
            string.Join(' ', text.Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))),
        longest);

    /// <summary>A reason on a line for which there may be no room: all of it, else its last line, of which the name of an exception and
    /// the end are kept.</summary>
    public static string Short(string reason, int longest)
    {
        if (OneLine(reason, int.MaxValue) is var all && all.Length <= longest) return all;
        var last = OneLine(LineOutput.LastOf(reason), int.MaxValue);
        if (last.Length <= longest) return last;
        var name = last.IndexOf(':', StringComparison.Ordinal) + 1;
        if (name == 0 || name > longest / 2) return Excerpt.Ends(last, longest);
        var end = last.Length - (longest - name - Gap.Length);
        if (char.IsLowSurrogate(last[end])) end++;
        return last[..name] + Gap + last[end..].TrimStart();
    }
}
