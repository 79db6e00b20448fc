namespace Serverless.Tuner.Storage.Tests.Studies;

/// <summary>A study's whole life, again for each of its requests, which a fault meets.</summary>
public sealed class FaultTests(AzuriteFixture azurite) : StudyTest(azurite)
{
    private const int Trials = 4;

    /// <summary>Fewer would mean that the life was not lived.</summary>
    private const int FewestRequests = 25;

    [Theory]
    [InlineData(TransportFault.Unavailable)]
    [InlineData(TransportFault.AnswerLost)]
    [InlineData(TransportFault.AnswerBroken)]
    [InlineData(TransportFault.AnswerLate)]
    [InlineData(TransportFault.NotSent)]
    [InlineData(TransportFault.ActionTimedOut)]
    public Task Life_FaultThatPasses_EndsAsIfThereWasNone(TransportFault fault) =>
        LiveAsync(fault, requests: 1, maxRetries: 1, isReplaced: false, isSeen: false);

    [Theory]
    [InlineData(TransportFault.Unavailable)]
    [InlineData(TransportFault.AnswerLost)]
    [InlineData(TransportFault.AnswerBroken)]
    [InlineData(TransportFault.AnswerLate)]
    [InlineData(TransportFault.NotSent)]
    public Task Life_FaultThatOutlastsTheClientsRetries_IsAskedAgainAndEndsWell(TransportFault fault) =>
        LiveAsync(fault, requests: 2, maxRetries: 1, isReplaced: false, isSeen: true);

    [Theory]
    [InlineData(TransportFault.Unavailable)]
    [InlineData(TransportFault.AnswerLost)]
    [InlineData(TransportFault.AnswerBroken)]
    [InlineData(TransportFault.AnswerLate)]
    [InlineData(TransportFault.NotSent)]
    public Task Life_ProcessDiesOfTheFault_GoesOnInAnother(TransportFault fault) =>
        LiveAsync(fault, requests: 1, maxRetries: 0, isReplaced: true, isSeen: true);

    private async Task LiveAsync(TransportFault fault, int requests, int maxRetries, bool isReplaced, bool isSeen)
    {
        for (var k = 1; ; k++)
        {
            var network = new FaultyTransport(fault, k..(k + requests));
            var spec = Specs.Metered($"{Name}-{k}", limitUsd: 0.01m, Trials, parallelism: 2);
            var life = new StudyLife(spec, Clock, New(), isReplaced ? New : null);
            try
            {
                await life.RunAsync();
                await AssertWellAsync(spec, life);
                await life.DeleteAsync();
                Assert.Empty(await RowsAsync(spec.Name));
                Assert.Null(await IndexEntryAsync(spec.Name));
                Assert.Equal(isSeen && network.Requests >= k + requests - 1, life.Failures > 0);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"{fault} at request {k}: {e.Message}", e);
            }

            if (network.Requests >= k) continue;
            Assert.True(k > FewestRequests, $"It took only {network.Requests} requests.");
            return;

            TunerProcess New() => NewProcess(transport: network, maxRetries: maxRetries);
        }
    }

    private async Task AssertWellAsync(StudySpec spec, StudyLife life)
    {
        var (study, trials) = await ReadConsistentAsync(spec.Name);
        Assert.Equal((StudyState.Ended, StopReason.Trials, StopReason.Trials), (study.State, study.StopReason, life.Ended));
        Assert.Equal((Trials - 1, 1, 0), (study.Complete, study.Pruned, study.Failed));
        Assert.Equal(Enumerable.Range(0, Trials), life.Started);
        Assert.Equal(Enumerable.Range(0, Trials), trials.Select(t => t.Number));
        Assert.Equal(0, study.Ledger.Reserved.Micro);
        Assert.Equal((3, 10 - 3), (study.Best!.Number, study.Best.Value));
        Assert.Equal(1, trials[1].Failures);
        // What an attempt cost that nobody heard of again is charged, but no attempt twice.
        Assert.All(trials, t => Assert.InRange(t.Cost.Micro, 28 * (t.Failures + 1), t.Attempt * 28 + (t.Losses * 3_000)));
        Assert.Equal("Ended", (await IndexEntryAsync(spec.Name))!.GetString("State"));
    }
}
