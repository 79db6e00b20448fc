using Serverless.Tuner.Core.Schedules;

namespace Serverless.Tuner.Core.Tests.Schedules;

public sealed class PromotionTests(ITestOutputHelper output)
{
    private const int Comparisons = 400;
    private const double Improvement = 0.05;
    private static readonly ParameterValue s_percent = ParameterValue.Of("1%");

    /// <summary>The noise has the size of an improvement. In each comparison a search of 20 trials over points that are all equally good
    /// finds the luckiest, which is compared with the promoted one: in a schedule of five pairs at most 5 % may be promoted.</summary>
    [Theory, InlineData("1%"), InlineData("0")]
    public void Compare_ObjectiveThatHasNotChanged_PromotesAtMostAFewInAHundred(string margin)
    {
        var above = margin.EndsWith('%') ? ParameterValue.Of(margin) : ParameterValue.Of(0);

        var promoted = Promoted(gain: 0, above);

        output.WriteLine($"margin {margin}: {promoted} of {Comparisons} comparisons of equal points promote");
        Assert.InRange(promoted, 1, Comparisons * 5 / 100);
    }

    [Theory, InlineData(1, 0.15), InlineData(2, 0.55), InlineData(4, 0.95)]
    public void Compare_PointThatIsBetter_IsPromotedTheMoreOftenTheBetterItIs(int timesTheNoise, double atLeast)
    {
        var promoted = Promoted(timesTheNoise * Improvement, s_percent);

        output.WriteLine($"better by {timesTheNoise} sigma: {100.0 * promoted / Comparisons:0.0} % promote");
        Assert.True(promoted >= atLeast * Comparisons, $"{promoted} of {Comparisons}");
    }

    [Theory]
    [InlineData(Direction.Minimize, "1%", new[] { 1.0, 1.0 }, new[] { 0.98, 0.98 }, ScheduleRunResult.Promoted)]
    [InlineData(Direction.Minimize, "1%", new[] { 1.0, 1.0 }, new[] { 0.995, 0.995 }, ScheduleRunResult.Kept)] // Not by enough.
    [InlineData(Direction.Minimize, "1%", new[] { 1.0, 1.0 }, new[] { 0.5, 1.01 }, ScheduleRunResult.Kept)] // Not each time.
    [InlineData(Direction.Minimize, "1%", new[] { 1.0, 1.0 }, new[] { 0.5, 1.0 }, ScheduleRunResult.Kept)] // A draw is not won.
    [InlineData(Direction.Minimize, "1%", new[] { 1.0, 1.0 }, new[] { 1.2, 1.2 }, ScheduleRunResult.Worse)]
    [InlineData(Direction.Maximize, "1%", new[] { 1.0, 1.0 }, new[] { 1.2, 1.2 }, ScheduleRunResult.Promoted)]
    [InlineData(Direction.Maximize, "1%", new[] { -2.0, -2.0 }, new[] { -1.9, -1.9 }, ScheduleRunResult.Promoted)]
    [InlineData(Direction.Maximize, "0.3", new[] { 1.0, 1.0 }, new[] { 1.2, 1.2 }, ScheduleRunResult.Kept)]
    [InlineData(Direction.Minimize, "0.1", new[] { 1.0 }, new[] { 0.8 }, ScheduleRunResult.Promoted)]
    [InlineData(Direction.Minimize, "0", new[] { 0.0 }, new[] { 0.0 }, ScheduleRunResult.Kept)]
    public void Compare_Pairs_DecidesByEachAndByTheMean(
        Direction direction, string above, double[] promoted, double[] fresh, ScheduleRunResult expected)
    {
        var margin = above.EndsWith('%')
            ? ParameterValue.Of(above)
            : ParameterValue.Of(double.Parse(above, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(expected, Promotion.Compare([.. promoted.Zip(fresh)], direction, margin, margin).Result);
    }

    private static int Promoted(double gain, ParameterValue above)
    {
        var random = new Random(14);
        var promoted = 0;
        for (var i = 0; i < Comparisons; i++)
        {
            // The luckiest of a search; what its luck was does not count in the comparison.
            _ = Enumerable.Range(0, 20).Max(_ => Value(0, random));
            var pairs = Enumerable.Range(0, 5).Select(_ => (Value(0, random), Value(gain, random))).ToArray();
            if (Promotion.Compare(pairs, Direction.Maximize, above, above).Result == ScheduleRunResult.Promoted) promoted++;
        }

        return promoted;
    }

    private static double Value(double gain, Random random) =>
        1 + gain + (Improvement * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
