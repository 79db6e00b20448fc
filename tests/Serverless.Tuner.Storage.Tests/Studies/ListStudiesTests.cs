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

        var first = await process.Store.ListAsync(_prefix, 2, null, CancellationToken.None);
        var second = await process.Store.ListAsync(first.Next, 2, null, CancellationToken.None);

        Assert.Equal([_prefix + 0, _prefix + 1], first.Items.Select(s => s.Name.ToString()));
        Assert.Equal([_prefix + 2, _prefix + 3], second.Items.Select(s => s.Name.ToString()));
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
        var page = await process.Store.ListAsync(_prefix, 5, null, CancellationToken.None);

        Assert.Single(process.Log.Requests);
        Assert.Equal([0d, 1, 2, 3, 4], page.Items.Select(s => s.BestValue));
        Assert.All(page.Items, s => Assert.Equal((StudyState.Ended, StopReason.Trials, 1), (s.State, s.StopReason, s.Counts.Complete)));
    }

    [Fact]
    public async Task List_RunningStudies_ReadsOneSmallRowOfEachOnThePage()
    {
        var process = NewProcess();
        for (var i = 0; i < 4; i++)
        {
            var study = await CreateAsync(process, Specs.Metered(_prefix + i, limitUsd: 1, parallelism: 2));
            await process.AdvanceAsync(study, 1);
            await process.CompleteAsync(study, 0, value: i, cost: 1_000);
            await process.AdvanceAsync(study, 2, 1);
        }

        var reader = NewProcess();
        await reader.Store.FindAsync(StudyName.Parse(_prefix), CancellationToken.None);
        reader.Log.Clear();
        var page = await reader.Store.ListAsync(_prefix, 3, null, CancellationToken.None);

        Assert.Equal(_prefix + 2, page.Next);
        Assert.Equal(4, reader.Log.Count);
        Assert.All(
            reader.Log.Requests.Skip(1),
            r => Assert.DoesNotContain("Spec", r[r.IndexOf("$select", StringComparison.Ordinal)..], StringComparison.Ordinal));
        foreach (var outline in page.Items)
        {
            // What the row of its own shows is what a look at the whole study does.
            var study = (await reader.Store.FindAsync(outline.Name, CancellationToken.None))!;
            Assert.Equal(StudyOutline.Of(study) with { Directions = outline.Directions }, outline);
            Assert.Equal(study.Spec.Directions, outline.Directions);
            Assert.Equal(study.Spec.Sampler.Type, outline.Sampler);
            Assert.Equal((1, 2, 1_000), (outline.Counts.Complete, outline.Counts.Running, outline.Ledger.Spent.Micro));
        }
    }

    [Fact]
    public async Task List_SomebodyChangesAStudyAndTheStorageHangs_IsNotKeptWaiting()
    {
        var (asked, mayAnswer) = (new TaskCompletionSource(), new TaskCompletionSource());
        var process = NewProcess(transport: new FaultyTransport(async (_, request) =>
        {
            if (request.Method != HttpMethod.Put
                || !Uri.UnescapeDataString(request.RequestUri!.ToString()).Contains("RowKey='study'", StringComparison.Ordinal))
                return TransportFault.None;
            asked.TrySetResult();
            await mayAnswer.Task;
            return TransportFault.None;
        }));
        await CreateAsync(process, Specs.Small(_prefix + 0));
        var stopping = process.Store.ChangeAsync(
            StudyName.Parse(_prefix + 0), s => Core.Studies.StudyMachine.RequestStop(s, StopMode.Now), CancellationToken.None);
        await asked.Task;

        var page = await process.Store.ListAsync(_prefix, 1, null, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(_prefix + 0, Assert.Single(page.Items).Name);
        Assert.False(stopping.IsCompleted);
        mayAnswer.SetResult();
        await stopping;
    }

    [Fact]
    public async Task List_StudyThatCannotBeRead_ShowsWhatIsKnown()
    {
        var process = NewProcess();
        for (var i = 0; i < 3; i++) await CreateAsync(process, Specs.Small(_prefix + i));
        await Table.UpdateEntityAsync(new TableEntity(_prefix + 1, "study") { ["Spec"] = "{" }, Azure.ETag.All);
        await Table.UpdateEntityAsync(new TableEntity(_prefix + 2, "study") { ["State"] = "Dreaming" }, Azure.ETag.All);

        var items = (await NewProcess().Store.ListAsync(_prefix, 3, null, CancellationToken.None)).Items;

        Assert.Equal([_prefix + 0, _prefix + 1, _prefix + 2], items.Select(s => s.Name.ToString()));
        Assert.Equal([10, 10, 0], items.Select(s => s.Trials));
        Assert.Equal([null, null], items.Take(2).Select(s => s.Error));
        Assert.Contains("Dreaming", items[2].Error, StringComparison.Ordinal);
        Assert.Equal(Clock.GetUtcNow(), items[2].CreatedAt);
    }

    [Fact]
    public async Task List_EntryWithoutItsStudy_IsSkipped()
    {
        var process = NewProcess();
        await CreateAsync(process, Specs.Small(_prefix + 0));
        await CreateAsync(process, Specs.Small(_prefix + 1));
        await CreateAsync(process, Specs.Small(_prefix + 2));
        await Table.DeleteEntityAsync(_prefix + 1, "study");

        var page = await process.Store.ListAsync(_prefix, 2, null, CancellationToken.None);

        Assert.Equal([_prefix + 0, _prefix + 2], page.Items.Select(s => s.Name.ToString()));
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
        await foreach (var (name, _) in process.Store.Index.RunningAsync(CancellationToken.None)) names.Add(name);

        Assert.Contains(_prefix + "running", names);
        Assert.DoesNotContain(_prefix + "ended", names);
    }
}
