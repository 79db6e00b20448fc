namespace Serverless.Tuner.Storage.Tests.Studies;

/// <summary>Studies with which the tuner itself cannot go on: they end, and say why.</summary>
public sealed class StudyFaultTests(AzuriteFixture azurite) : StudyTest(azurite)
{
    [Fact]
    public async Task Advance_NoParameters_TriesTheOnePointAsOftenAsAsked()
    {
        var process = NewProcess();
        var study = await CreateAsync(process, Specs.Small(Name, trials: 3, parallelism: 2) with { SearchSpace = [] });

        Assert.Equal([0, 1], (await process.AdvanceAsync(study, 1)).Plan.Start);
        await process.CompleteAsync(study, 0, value: 2);
        await process.CompleteAsync(study, 1, value: 1);
        Assert.Equal([2], (await process.AdvanceAsync(study, 2)).Plan.Start);
        await process.CompleteAsync(study, 2, value: 3);

        Assert.Equal(StopReason.Trials, (await process.AdvanceAsync(study, 3)).Plan.Ended);
        Assert.Equal(1, (await ReadConsistentAsync()).Study.Best!.Value);
    }

    [Fact]
    public async Task Advance_NoParametersAndDeterministic_TriesTheOnePointOnce()
    {
        var process = NewProcess();
        var study = await CreateAsync(
            process, Specs.Small(Name, trials: 3, parallelism: 2) with { SearchSpace = [], Deterministic = true });

        Assert.Equal([0], (await process.AdvanceAsync(study, 1)).Plan.Start);
        await process.CompleteAsync(study, 0, value: 2);

        Assert.Equal(StopReason.Exhausted, (await process.AdvanceAsync(study, 2)).Plan.Ended);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Advance_SamplerOrPrunerThatThisVersionDoesNotKnow_EndsWithTheError(bool isSampler)
    {
        var process = NewProcess();
        var spec = Specs.Small(Name);
        var study = await CreateAsync(
            process,
            isSampler
                ? spec with { Sampler = new SamplerSpec { Type = "clairvoyant" } }
                : spec with { Pruner = PrunerSpec.Of("clairvoyant") });

        var answer = await process.AdvanceAsync(study, 1);

        Assert.Equal(StopReason.Error, answer.Plan.Ended);
        Assert.IsType<ArgumentException>(answer.Fault);
        var read = (await ReadConsistentAsync()).Study;
        Assert.Equal((StudyState.Ended, StopReason.Error), (read.State, read.StopReason));
        Assert.Contains("'clairvoyant' is unknown", read.Error, StringComparison.Ordinal);
        Assert.Equal("Ended", (await IndexEntryAsync())!.GetString("State"));
        Assert.Equal(
            read.Error, Assert.Single((await process.Store.ListAsync(Name.ToString()[..^1], 1, null, CancellationToken.None)).Items).Error);

        // Asked again, by whomever, it is the recorded plan.
        Assert.Equal(StopReason.Error, (await NewProcess().AdvanceAsync(study, 1)).Plan.Ended);
    }

    [Fact]
    public async Task Advance_SamplerFailsWhileTrialsRun_EndsWithThem_AndGoesOnWhenItIsMended()
    {
        var process = NewProcess();
        var study = await CreateAsync(process, Specs.Small(Name, trials: 4, parallelism: 2));
        await process.AdvanceAsync(study, 1);
        await process.CompleteAsync(study, 0, value: 2);
        await SetSamplerAsync("random", "clairvoyant");

        var failed = await NewProcess().AdvanceAsync(study, 2, 1);
        Assert.Equal(
            (StudyState.Running, StopReason.Error, 1, 1),
            (failed.Study!.State, failed.Study.StopReason, failed.Study.Complete, failed.Study.Open.Count));
        await NewProcess().CompleteAsync(study, 1, value: 1);
        Assert.Equal(StopReason.Error, (await NewProcess().AdvanceAsync(study, 3)).Plan.Ended);
        Assert.Equal(1, (await ReadConsistentAsync()).Study.Best!.Value);

        await SetSamplerAsync("clairvoyant", "random");
        var resumed = (await NewProcess().Store.RestartAsync(Name, study.Run, CancellationToken.None))!;
        Assert.Null(resumed.Error);
        Assert.Equal([2, 3], (await NewProcess().AdvanceAsync(resumed, 1)).Plan.Start);
    }

    [Fact]
    public async Task Advance_TrialThatCannotBeRead_EndsWithTheErrorAndNamesIt()
    {
        var process = NewProcess();
        var study = await CreateAsync(process, Specs.Small(Name, trials: 9, parallelism: 3));
        await process.AdvanceAsync(study, 1);
        await process.CompleteAsync(study, 0);
        await Table.UpdateEntityAsync(new TableEntity(Name, "trial|0000000001") { ["Parameters"] = "{" }, Azure.ETag.All);

        var answer = await NewProcess().AdvanceAsync(study, 2, 1, 2);

        Assert.Equal(StopReason.Error, answer.Plan.Ended);
        Assert.StartsWith("UnreadableRowException: The row of trial 1 cannot be read: ", answer.Study!.Error, StringComparison.Ordinal);
        Assert.Equal(3, answer.Study.Open.Count);
    }

    [Theory]
    [InlineData("Spec", "{")]
    [InlineData("Spec", null)]
    [InlineData("Spec", """{"name":"x","objective":{"kind":"oracle"}}""")]
    [InlineData("State", "Dreaming")]
    public async Task Advance_StudyThatCannotBeRead_SaysSo(string property, string? value)
    {
        var study = await CreateAsync(NewProcess(), Specs.Small(Name));
        var row = await StudyRowAsync();
        row[property] = value;
        await Table.UpdateEntityAsync(row, Azure.ETag.All, TableUpdateMode.Replace);

        var e = await Assert.ThrowsAsync<UnreadableRowException>(() => NewProcess().AdvanceAsync(study, 1));
        Assert.StartsWith("The study's row cannot be read: ", e.Message, StringComparison.Ordinal);
        Assert.True(await NewProcess().Store.DeleteAsync(Name, CancellationToken.None));
    }

    private async Task SetSamplerAsync(string from, string to)
    {
        var row = await StudyRowAsync();
        row["Spec"] = row.GetString("Spec").Replace($"\"{from}\"", $"\"{to}\"", StringComparison.Ordinal);
        await Table.UpdateEntityAsync(row, Azure.ETag.All);
    }
}
