using System.Globalization;

namespace Serverless.Tuner.Functions.Agents;

/// <summary>Studies and trials in few words, for agents.</summary>
internal static class AgentText
{
    /// <summary>What became of a study's trials and money, as in <c>22 complete (8 pruned for cost), best val_accuracy 0.9767, $0.48 of
    /// $0.50</c>.</summary>
    public static string Outcome(StudyView study)
    {
        var best = study.Best is { } trial ? $", best {QuotedText.Name(ValueNames.Of(study.Spec)[0])} {Number(trial.Values[0])}" : "";
        return Counts(study.Counts) + best + (Money(study.Ledger) is { } money ? $", {money}" : "");
    }

    /// <summary>The same of a study in a list.</summary>
    public static string Outcome(StudySummary study)
    {
        var best = study.BestValue is { } value ? $", best {Number(value)}" : "";
        return Counts(study.Counts) + best + (Money(study.Ledger) is { } money ? $", {money}" : "");
    }

    /// <summary>Where a study stands: <c>running, 12 of 30 trials ended</c>, <c>ended (budget)</c>.</summary>
    public static string State(StudyState state, StopReason? reason, WaitingView? waiting)
    {
        var words = state.ToString().ToLowerInvariant();
        if (reason is { } why) words += $" ({Word(why)})";
        return waiting is null ? words : $"{words}, waits for {QuotedText.Name(waiting.For)}";
    }

    /// <summary>Money that was spent, and of which limit; null when there is neither.</summary>
    public static string? Money(LedgerView ledger)
    {
        if (ledger.LimitUsd is null && ledger.SpentUsd == 0) return null;
        var spent = ledger.LimitUsd is { } limit ? $"{Usd(ledger.SpentUsd)} of {Usd(limit)}" : Usd(ledger.SpentUsd);
        return ledger.OverrunUsd > 0 ? $"{spent}, overrun by {Usd(ledger.OverrunUsd)}" : spent;
    }

    /// <summary>US dollars: cents; of less than a cent as many digits as show it.</summary>
    public static string Usd(decimal amount)
    {
        var digits = amount is > 0 and < 0.01m ? 6 : 2;
        return "$" + Math.Round(amount, digits, MidpointRounding.AwayFromZero).ToString("0.00####", CultureInfo.InvariantCulture);
    }

    /// <summary>A value with six significant digits.</summary>
    public static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    /// <summary>Values with what the study calls them.</summary>
    public static string Values(StudySpec spec, IReadOnlyList<double> values) =>
        string.Join(", ", ValueNames.Of(spec).Zip(values, (name, value) => $"{QuotedText.Name(name)} {Number(value)}"));

    /// <summary>Parameters: <c>lr=0.001, optimizer=adam</c>.</summary>
    public static string Parameters(IReadOnlyDictionary<string, ParameterValue> parameters) => parameters.Count == 0
        ? "no parameters"
        : string.Join(", ", parameters.Select(p => $"{QuotedText.Name(p.Key)}={Parameter(p.Value)}"));

    /// <summary>A parameter's value; a text in quotes unless it is a plain word.</summary>
    public static string Parameter(ParameterValue value) =>
        value.Kind == ParameterValueKind.Text ? QuotedText.Name(value.ToString()) : value.ToString();

    /// <summary>A failure: <c>3 × "CUDA out of memory" (trials 4, 7, 9)</c>.</summary>
    public static string Failure(FailureView failure, string study)
    {
        var numbers = failure.Studies.FirstOrDefault(s => s.Name == study)?.Trials ?? [];
        var trials = numbers.Count == 0 ? "" : $" ({(numbers.Count == 1 ? "trial" : "trials")} {string.Join(", ", numbers)})";
        return $"{failure.Count} × {QuotedText.Of(failure.Reason)}{trials}";
    }

    /// <summary>A word of the API.</summary>
    public static string Word(Enum word) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(word.ToString());

    private static string Counts(TrialCounts counts)
    {
        (int Count, string State)[] others =
        [
            (counts.PrunedForBudget, "pruned for cost"), (counts.Pruned - counts.PrunedForBudget, "pruned"), (counts.Failed, "failed"),
            (counts.Running + counts.Waiting, "running"),
        ];
        var some = string.Join(", ", others.Where(part => part.Count > 0).Select(part => $"{part.Count} {part.State}"));
        return $"{counts.Complete} complete{(some.Length > 0 ? $" ({some})" : "")}";
    }
}
