namespace Serverless.Tuner.Evaluation.Tests;

/// <summary>How many requests a trial's reports take, at whatever pace they come.</summary>
public sealed class ReportWriterTests(StorageAlone storage) : IClassFixture<StorageAlone>
{
    [Theory]
    [InlineData(0, 20, false), InlineData(0, 20, true)]
    [InlineData(10, 40, false), InlineData(10, 40, true)]
    [InlineData(50, 100, false), InlineData(50, 100, true)]
    // At a slow pace 200 are signs of life, made without any report too: the reports themselves stay below 100.
    [InlineData(1_000, 299, false), InlineData(1_000, 299, true)]
    public async Task Report_AThousandSteps_TakesFewRequestsAndLosesNone(int millisecondsAStep, int most, bool prunes)
    {
        var evaluation = new PacedEvaluation(storage.ConnectionString, $"paced-{millisecondsAStep}-{prunes}");

        var reports = await evaluation.RunAsync([.. Enumerable.Repeat(TimeSpan.FromMilliseconds(millisecondsAStep), 1_000)], prunes);

        TestContext.Current.TestOutputHelper!.WriteLine(string.Join(", ", evaluation.Requests.CountBy(r => r)));
        Assert.Equal(Enumerable.Range(0, 1_000).Select(step => new Report(step, step, null)), reports);
        Assert.InRange(evaluation.Requests.Count, 1, most);
        if (!prunes) Assert.DoesNotContain("read", evaluation.Requests);
    }

    [Theory, MemberData(nameof(Seeds))]
    public async Task Report_AtAnyPace_KeepsToTheAllowanceAndLosesNone(int seed)
    {
        var random = new Random(seed);
        int[] milliseconds = [0, 1, 20, 250, 1_000, 5_000, 30_000];
        // A pace goes on for a while, as that of a training does.
        var pauses = Enumerable.Range(0, random.Next(1, 12))
            .SelectMany(
                _ => Enumerable.Repeat(TimeSpan.FromMilliseconds(milliseconds[random.Next(milliseconds.Length)]), random.Next(1, 40)))
            .ToList();
        var evaluation = new PacedEvaluation(storage.ConnectionString, $"paced-seed-{seed}");

        var reports = await evaluation.RunAsync(pauses);

        Assert.Equal(Enumerable.Range(0, pauses.Count).Select(step => new Report(step, step, null)), reports);
        var allowed = RequestAllowance.Start + (RequestAllowance.PerReport * pauses.Count);
        var signsOfLife = evaluation.Requests.Count(r => r == "look");
        // Each look comes with a write, and in its ten seconds may bring one reading; the end is one more.
        Assert.InRange(evaluation.Requests.Count, 1, allowed + (3 * signsOfLife) + 2);
        Assert.InRange(signsOfLife, 0, pauses.Sum(p => p.TotalSeconds) / 10);
    }

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 12)];

    [Fact]
    public async Task Report_OfASlowTraining_IsThereWithinAboutASecond()
    {
        var evaluation = new PacedEvaluation(storage.ConnectionString, "paced-slow");

        await evaluation.RunAsync([.. Enumerable.Repeat(TimeSpan.FromSeconds(2), 12)], prunes: false, storesEach: true);

        // One write for each step, but for the last, which goes with the end; and two signs of life, some of which take a step along.
        Assert.InRange(evaluation.Requests.Count(r => r == "write"), 12, 14);
        Assert.Equal(2, evaluation.Requests.Count(r => r == "look"));
    }

    [Fact]
    public void Allowance_SpentAndBooked_IsNeverOverdrawnAndGrowsWithReports()
    {
        var allowance = new RequestAllowance();
        var spent = 0;
        while (allowance.TrySpend()) spent++;
        Assert.Equal((int)RequestAllowance.Start, spent);

        allowance.Book(5);
        for (var i = 0; i < 1_000; i++)
        {
            allowance.Earn();
            if (allowance.TrySpend()) spent++;
        }

        Assert.InRange(spent, 93, 95);
        Assert.False(allowance.Has(1));
    }
}
