using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.Samplers;

namespace Serverless.Tuner.Storage.Tests.Studies;

public sealed class StudyCacheTests(AzuriteFixture azurite) : StudyTest(azurite)
{
    private const int Trials = 100;

    /// <summary>What a study of <see cref="Trials"/> takes by its own estimate.</summary>
    private static readonly long s_size = WarmStudies.Held(StudyState.Running, Trials, parameters: 1).Bytes;

    [Fact]
    public void Get_MoreRunningThanFit_FindsAShareOfThemInEachTurn()
    {
        var cache = new StudyCache(100 * s_size);
        int Turn() => Enumerable.Range(0, 200).Count(i => Ask(cache, $"s{i}", StudyState.Running));
        Turn();

        // Of twice as many as fit half would be there if nothing else were ever asked for.
        var found = Enumerable.Range(0, 10).Average(_ => Turn());

        Assert.InRange(found, 30, 100);
    }

    [Fact]
    public void Get_AsManyAsFit_KeepsAll()
    {
        var cache = new StudyCache(201 * s_size);
        for (var i = 0; i < 200; i++) Ask(cache, $"s{i}", StudyState.Running);

        Assert.All(Enumerable.Range(0, 200), i => Assert.True(Ask(cache, $"s{i}", StudyState.Running)));
    }

    [Fact]
    public void Get_EndedOnesAmongThem_GoFirstAndTheLongestUnusedBeforeOthers()
    {
        var cache = new StudyCache((10 * s_size) + (s_size / 2));
        for (var i = 0; i < 5; i++) Ask(cache, $"running{i}", StudyState.Running);
        for (var i = 0; i < 5; i++) Ask(cache, $"ended{i}", StudyState.Ended);
        Ask(cache, "ended0", StudyState.Ended);
        for (var i = 5; i < 8; i++) Ask(cache, $"running{i}", StudyState.Running);

        Assert.All(Enumerable.Range(0, 8), i => Assert.NotNull(cache.Get(StudyName.Parse($"running{i}")).Study));
        Assert.Equal(
            [true, false, false, false, true],
            Enumerable.Range(0, 5).Select(i => cache.Get(StudyName.Parse($"ended{i}")).Study is not null));
    }

    [Fact]
    public void Get_OneThatIsLargerThanAllMayBe_KeepsIt()
    {
        var cache = new StudyCache(s_size / 2);
        Ask(cache, "large", StudyState.Running);

        Assert.True(Ask(cache, "large", StudyState.Running));
    }

    [Fact]
    public void Get_StudiesThatAreGone_TakeNobodysPlace()
    {
        var cache = new StudyCache(10 * s_size);
        for (var i = 0; i < 5; i++) Ask(cache, $"running{i}", StudyState.Running);
        for (var i = 0; i < 10_000; i++) cache.Get(StudyName.Parse($"nobody{i}")).Clear();

        Assert.All(Enumerable.Range(0, 5), i => Assert.NotNull(cache.Get(StudyName.Parse($"running{i}")).Study));
    }

    [Fact]
    public async Task Advance_SeventyStudiesInTurn_EachTakesOneRequest()
    {
        var process = NewProcess();
        var studies = new List<Study>();
        for (var i = 0; i < 70; i++)
        {
            studies.Add(await CreateAsync(process, Specs.Small($"{Name}-{i}", trials: 100, parallelism: 1)));
            await process.AdvanceAsync(studies[i], 1);
        }

        for (var turn = 0; turn < 2; turn++)
        {
            foreach (var study in studies) await process.CompleteAsync(study, turn);
            process.Log.Clear();
            foreach (var study in studies) await process.AdvanceAsync(study, 2 + turn);
            Assert.Equal(studies.Count, process.Log.Count);
        }

        // As the tests that follow would find them at work.
        foreach (var study in studies) await process.Store.DeleteAsync(study.Name, CancellationToken.None);
    }

    /// <summary>Whether the cache still knew the study; afterwards it does.</summary>
    private static bool Ask(StudyCache cache, string name, StudyState state)
    {
        var warm = cache.Get(StudyName.Parse(name));
        if (warm.Study is not null) return true;
        WarmStudies.Fill(warm, state, Trials, parameters: 1);
        cache.Get(StudyName.Parse(name));
        return false;
    }
}
