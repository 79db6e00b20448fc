using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Storage.Tests.Studies;

public sealed class ListStudiesTests(AzuriteFixture azurite) : StudyTest(azurite)
{
    /// <summary>Sorts after what other tests create.</summary>
    private readonly string _prefix = "zz-" + Guid.NewGuid().ToString("N") + "-";

    [Fact]
    public async Task List_ManyStudies_PagesByName()
    {
        var process = NewProcess();
        foreach (var i in new[] { 3, 1, 4, 0, 2 }) await CreateAsync(process, Specs.Small(_prefix + i));

        var first = await process.Store.ListAsync(_prefix, 2, CancellationToken.None);
        var second = await process.Store.ListAsync(first.Next, 2, CancellationToken.None);

        Assert.Equal([_prefix + 0, _prefix + 1], first.Items.Select(s => s.Name));
        Assert.Equal([_prefix + 2, _prefix + 3], second.Items.Select(s => s.Name));
        Assert.Equal(_prefix + 3, second.Next);
    }

    [Fact]
    public async Task List_EndedStudies_AreNotRead()
    {
        var process = NewProcess();
        for (var i = 0; i < 5; i++)
        {
            var study = await CreateAsync(process, Specs.Small(_prefix + i, trials: 1));
            await process.AdvanceAsync(study, 1);
            await process.CompleteAsync(study, 0, value: i);
            await process.AdvanceAsync(study, 2);
        }

        process.Log.Clear();
        var page = await process.Store.ListAsync(_prefix, 5, CancellationToken.None);

        Assert.Single(process.Log.Requests);
        Assert.Equal([0d, 1, 2, 3, 4], page.Items.Select(s => s.BestValue));
        Assert.All(page.Items, s => Assert.Equal((StudyState.Ended, StopReason.Trials, 1), (s.State, s.StopReason, s.Counts.Complete)));
    }

    [Fact]
    public async Task List_EntryWithoutItsStudy_IsSkipped()
    {
        var process = NewProcess();
        await CreateAsync(process, Specs.Small(_prefix + 0));
        await CreateAsync(process, Specs.Small(_prefix + 1));
        await CreateAsync(process, Specs.Small(_prefix + 2));
        await Table.DeleteEntityAsync(_prefix + 1, "study");

        var page = await process.Store.ListAsync(_prefix, 2, CancellationToken.None);

        Assert.Equal([_prefix + 0, _prefix + 2], page.Items.Select(s => s.Name));
    }

    [Fact]
    public async Task Running_StudiesOfBothStates_NamesThoseThatRun()
    {
        var process = NewProcess();
        await CreateAsync(process, Specs.Small(_prefix + "running"));
        var ended = await CreateAsync(process, Specs.Small(_prefix + "ended", trials: 1));
        await process.AdvanceAsync(ended, 1);
        await process.CompleteAsync(ended, 0);
        await process.AdvanceAsync(ended, 2);

        var names = new List<string>();
        await foreach (var (name, _) in process.Store.RunningAsync(CancellationToken.None)) names.Add(name);

        Assert.Contains(_prefix + "running", names);
        Assert.DoesNotContain(_prefix + "ended", names);
    }
}
