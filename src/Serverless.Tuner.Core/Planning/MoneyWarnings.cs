using System.Globalization;

namespace Serverless.Tuner.Core.Planning;

/// <summary>What is likely wrong with a study's money.</summary>
internal static class MoneyWarnings
{
    private const int FewestTrials = 3;

    public static IEnumerable<FieldError> Of(StudySpec spec, PlanFigures figures)
    {
        if (spec.Budget is not { } budget) yield break;
        var limit = figures.IsGroupLess ? "/budget/group" : "/budget/limitUsd";
        if (figures.CostPerTrial is not { } each)
        {
            yield return new FieldError(
                "/budget/expectedUsd", "would tell what a trial costs: as long as nothing is known of that, the plan cannot say how many "
                + "trials the money pays for, and the first ones are given more of it than they need");
            yield break;
        }

        if (figures.ByMoney is not { } paid) yield break;
        if (paid.Expected < FewestTrials)
            yield return new FieldError(limit, string.Create(
                CultureInfo.InvariantCulture,
                $"pays for {Trials(paid.Expected)}, at {each.Expected:0.######} each ({each.Source}): "
                + $"give {FewestTrials * each.Expected:0.######} or more"));
        else if (paid.Expected < spec.Trials)
            yield return new FieldError(limit, string.Create(
                CultureInfo.InvariantCulture,
                $"pays for {Trials(paid.Expected)} of {spec.Trials:N0}, at {each.Expected:0.######} each ({each.Source}): all of them need "
                + $"about {spec.Trials * each.Expected:0.######}"));
        if (!spec.IsExternal && spec.Parallelism > 1 && paid.Expected < spec.Parallelism)
            yield return new FieldError("/parallelism", string.Create(
                CultureInfo.InvariantCulture,
                $"is {spec.Parallelism:N0}, but the money pays for {Trials(paid.Expected)} in all: give less"));
        if (budget.ExpectedUsd is { } expected && (double)expected > 2 * each.High)
            yield return new FieldError("/budget/expectedUsd", string.Create(
                CultureInfo.InvariantCulture,
                $"is {expected}, but a trial hardly costs more than {each.High:0.######} ({each.Source}): give that"));
    }

    private static string Trials(int count) => count == 1
        ? "1 trial"
        : $"{count.ToString("N0", CultureInfo.InvariantCulture)} trials";
}
