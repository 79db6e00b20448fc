namespace Serverless.Tuner.Storage.Tests.Studies;

public sealed class ConcurrentAdvanceTests(AzuriteFixture azurite) : StudyTest(azurite)
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task Advance_ByTwoProcessesAtOnce_LosesAndDoublesNothing(int parallelism)
    {
        const int Trials = 150;
        TunerProcess[] processes = [NewProcess(TimeProvider.System), NewProcess(TimeProvider.System)];
        var study = await CreateAsync(processes[0], Specs.Metered(Name, limitUsd: 1, Trials, parallelism));
        var running = new Dictionary<int, Task>();
        var started = new List<int>();
        StopReason? ended = null;
        for (var sequence = 1; ended is null; sequence++)
        {
            var answers = await Task.WhenAll(processes.Select(p => p.AdvanceAsync(study, sequence, running.Keys)));

            Assert.Equal(answers[0].Plan.Start, answers[1].Plan.Start);
            Assert.Equal(answers[0].Plan.Ended, answers[1].Plan.Ended);
            ended = answers[0].Plan.Ended;
            foreach (var number in answers[0].Plan.Start)
            {
                started.Add(number);
                running.Add(number, Task.Run(() => processes[number % 2].CompleteAsync(study, number, value: number, cost: 10 + number)));
            }

            if (running.Count == 0) continue;
            await await Task.WhenAny(running.Values);
            foreach (var number in running.Where(r => r.Value.IsCompleted).Select(r => r.Key).ToList()) running.Remove(number);
        }

        var (read, trials) = await ReadConsistentAsync();
        Assert.Equal(StopReason.Trials, ended);
        Assert.Equal(Enumerable.Range(0, Trials), started);
        Assert.Equal(Enumerable.Range(0, Trials), trials.Select(t => t.Number));
        Assert.Equal((Trials, 0, Trials * 10 + (Trials * (Trials - 1) / 2)), (read.Complete, read.Ledger.Reserved.Micro, read.Spent.Micro));
    }
}
