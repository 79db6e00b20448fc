using System.Globalization;

namespace Serverless.Tuner.Core.Schedules;

/// <summary>
/// Whether a new point is promoted: it must win every pair of evaluations against the promoted one, and by more than a margin in the mean.
/// Of two points that are equally good, noise lets one win all of <c>n</c> pairs with probability 2⁻ⁿ (the sign test): 0.031 for five.
/// </summary>
public static class Promotion
{
    /// <summary>Compares a new point with the promoted one.</summary>
    /// <param name="pairs">The values of their evaluations, pair by pair; at least one pair.</param>
    /// <param name="direction">Which way is better.</param>
    /// <param name="promoteAbove">By how much more the mean must be better: a number, or a share of the promoted value's mean as
    /// <c>"1%"</c>.</param>
    /// <param name="worseBy">By how much more it must be worse to be told.</param>
    public static Verdict Compare(
        IReadOnlyList<(double Promoted, double New)> pairs, Direction direction, ParameterValue promoteAbove, ParameterValue worseBy)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        var sign = direction == Direction.Maximize ? 1 : -1;
        var (promoted, fresh) = (pairs.Average(pair => pair.Promoted), pairs.Average(pair => pair.New));
        var wins = pairs.Count(pair => sign * (pair.New - pair.Promoted) > 0);
        var losses = pairs.Count(pair => sign * (pair.New - pair.Promoted) < 0);
        var gain = sign * (fresh - promoted);
        var tally = pairs.Count == 1 ? "" : $"won {wins} of {pairs.Count}, ";
        var result = (wins == pairs.Count && gain > Margin(promoteAbove, promoted), losses == pairs.Count
            && -gain > Margin(worseBy, promoted)) switch
        {
            (true, _) => ScheduleRunResult.Promoted,
            (_, true) => ScheduleRunResult.Worse,
            _ => ScheduleRunResult.Kept,
        };
        return new Verdict(
            result, fresh, promoted, string.Create(
                CultureInfo.InvariantCulture,
                $"{tally}{(gain < 0 ? "worse" : "better")} by {Math.Abs(gain):G6}, {Asked(result, promoteAbove, worseBy, promoted)}"));
    }

    /// <summary>A margin in the value's unit.</summary>
    /// <param name="margin">A number, or a share as <c>"1%"</c>.</param>
    /// <param name="of">What it is a share of.</param>
    internal static double Margin(ParameterValue margin, double of) =>
        margin.IsNumber ? margin.AsDouble() : Share(margin)!.Value * Math.Abs(of);

    /// <summary>The share that a margin is; null when it is none.</summary>
    internal static double? Share(ParameterValue margin) =>
        margin.Kind == ParameterValueKind.Text && margin.ToString() is [.. var number, '%']
        && double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent <= 1_000
            ? percent / 100
            : null;

    private static string Asked(ScheduleRunResult result, ParameterValue promoteAbove, ParameterValue worseBy, double promoted) =>
        result == ScheduleRunResult.Worse
            ? string.Create(CultureInfo.InvariantCulture, $"told above {Margin(worseBy, promoted):G6}")
            : string.Create(CultureInfo.InvariantCulture, $"promoted above {Margin(promoteAbove, promoted):G6}");
}
