namespace Serverless.Tuner.Storage.Tests.Studies;

public sealed class CreateStudyTests(AzuriteFixture azurite) : StudyTest(azurite)
{
    [Fact]
    public async Task Create_SameSpecAgain_IsTheSameStudy()
    {
        var first = await CreateAsync(NewProcess(), Specs.Small(Name));
        Clock.Advance(TimeSpan.FromMinutes(1));

        var again = await CreateAsync(NewProcess(), Specs.Small(Name));

        Assert.Equal((first.Run, first.CreatedAt), (again.Run, again.CreatedAt));
        Assert.Single(await RowsAsync());
    }

    [Fact]
    public async Task Create_OtherSpec_Conflicts()
    {
        await CreateAsync(NewProcess(), Specs.Small(Name));

        var other = await NewProcess().Store.CreateAsync(Specs.Small(Name) with { Seed = 1 }, CancellationToken.None);

        Assert.True(other.IsOther);
        Assert.Equal(0, (await ReadConsistentAsync()).Study.Spec.Seed);
    }

    [Fact]
    public async Task Create_FewerTrials_Conflicts()
    {
        await CreateAsync(NewProcess(), Specs.Small(Name, trials: 10));

        var fewer = await NewProcess().Store.CreateAsync(Specs.Small(Name, trials: 9), CancellationToken.None);

        Assert.True(fewer.IsOther);
    }

    [Fact]
    public async Task Create_MoreTrials_ExtendsTheStudy()
    {
        var first = await CreateAsync(NewProcess(), Specs.Small(Name, trials: 10));

        var extended = await CreateAsync(NewProcess(), Specs.Small(Name, trials: 25));

        Assert.Equal((25, first.Run), (extended.Spec.Trials, extended.Run));
        Assert.Equal(25, (await ReadConsistentAsync()).Study.Spec.Trials);
    }

    [Fact]
    public async Task Create_ByManyAtOnce_MakesOneStudy()
    {
        var studies = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => CreateAsync(NewProcess(TimeProvider.System), Specs.Small(Name))));

        Assert.Single(studies.Select(s => s.Run).Distinct());
        Assert.Single(await RowsAsync());
        Assert.NotNull(await IndexEntryAsync());
    }

    [Fact]
    public async Task Create_AnswerLost_IsTheSameStudy()
    {
        var process = NewProcess(transport: new FaultyTransport(TransportFault.AnswerLost, 4..5), maxRetries: 1);

        var study = await CreateAsync(process, Specs.Small(Name));

        Assert.Equal(study.Run, (await ReadConsistentAsync()).Study.Run);
        Assert.NotNull(await IndexEntryAsync());
    }

    [Fact]
    public async Task Create_TenThousandParameters_RoundTrips()
    {
        var spec = Specs.Small(Name) with { SearchSpace = [.. Enumerable.Range(0, 10_000).Select(i => Specs.Float($"parameter-{i}"))] };
        var process = NewProcess();
        var study = await CreateAsync(process, spec);
        var start = (await process.AdvanceAsync(study, 1)).Plan.Start;

        var (read, trials) = await ReadConsistentAsync();

        Assert.Equal(spec.SearchSpace, read.Spec.SearchSpace);
        Assert.Equal([0, 1, 2, 3], start);
        Assert.All(trials, t => Assert.Equal(10_000, t.Parameters.Count));
    }

    [Theory]
    [InlineData(32 * 1024)]
    [InlineData(33 * 1024)]
    [InlineData(100 * 1024)]
    public async Task Create_LongSpec_RoundTrips(int characters)
    {
        var text = Specs.Noise(1, characters);
        var spec = Specs.Small(Name) with { Fixed = new Dictionary<string, ParameterValue> { ["prompt"] = ParameterValue.Of(text) } };

        await CreateAsync(NewProcess(), spec);

        Assert.Equal(text, (await ReadConsistentAsync()).Study.Spec.Fixed!["prompt"].ToString());
    }

    [Fact]
    public async Task Create_SpecTooLargeForARow_IsRefusedAndNothingIsWritten()
    {
        var spec = Specs.Small(
            Name) with
        { Fixed = new Dictionary<string, ParameterValue> { ["prompt"] = ParameterValue.Of(Specs.Noise(1, 700 * 1024)) } };

        var result = await NewProcess().Store.CreateAsync(spec, CancellationToken.None);

        Assert.Null(result.Study);
        Assert.Contains("too large", Assert.Single(result.Errors).Detail, StringComparison.Ordinal);
        Assert.Empty(await RowsAsync());
        Assert.Null(await IndexEntryAsync());
    }

    [Fact]
    public async Task Create_SpecWhoseBestTrialWouldNotFitBesideIt_IsRefused()
    {
        var texts = Enumerable.Range(0, 10).Select(i => new ParameterSpec
        {
            Name = $"prompt-{i}",
            Kind = ParameterKind.Categorical,
            Choices = [ParameterValue.Of(Specs.Noise(i, 25_000))],
        });

        var result = await NewProcess().Store.CreateAsync(Specs.Small(Name) with { SearchSpace = [.. texts] }, CancellationToken.None);

        Assert.Null(result.Study);
        Assert.Empty(await RowsAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("../secret")]
    [InlineData("a'b")]
    public async Task Create_NameThatIsNoKey_Throws(string name) =>
        await Assert.ThrowsAsync<ArgumentException>(() => NewProcess().Store.CreateAsync(Specs.Small(name), CancellationToken.None));
}
