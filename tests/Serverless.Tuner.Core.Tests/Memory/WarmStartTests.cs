using Serverless.Tuner.Core.Editing;
using Serverless.Tuner.Core.Memory;
using Serverless.Tuner.Core.Origins;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Tests.Memory;

public sealed class WarmStartTests
{
    private static readonly ParameterSpec[] s_space =
    [
        new() { Name = "lr", Kind = ParameterKind.Float, Low = 1e-4, High = 1e-1, Log = true },
        new() { Name = "layers", Kind = ParameterKind.Int, Low = 2, High = 10, Step = 2 },
        new() { Name = "optimizer", Kind = ParameterKind.Categorical, Choices = [ParameterValue.Of("adam"), ParameterValue.Of("lion")] },
        new() { Name = "new", Kind = ParameterKind.Float, Low = 0, High = 1 },
    ];

    private static readonly DateTimeOffset s_now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Points_AreMovedIntoTheSpace_AndWhatItCannotTakeIsLeftOut()
    {
        var resolved = Resolve(Spec(), Entry("a", Point(1.0, 5, "sgd")), Entry("b", Point(1e-3, 4, "adam")));

        Assert.Equal(2, resolved.Points.Count);
        Assert.Equal(["lr", "layers"], resolved.Points[0].Keys);
        Assert.Equal((0.1, 6L), (resolved.Points[0]["lr"].AsDouble(), resolved.Points[0]["layers"].AsInt()));
        Assert.Equal((1e-3, 4L, "adam"), (Math.Round(resolved.Points[1]["lr"].AsDouble(), 9), resolved.Points[1]["layers"].AsInt(),
            resolved.Points[1]["optimizer"].ToString()));
        Assert.Equal((2, 2), (resolved.State.Points, resolved.State.Waiting));
    }

    [Fact]
    public void Points_AreTheBestOfEachStudyFirst_AQuarterOfTheTrialsAtMost_NoneTwice()
    {
        var one = Entry("a", Point(1e-3, 4, "adam"), Point(1e-2, 4, "adam"));
        var other = Entry("b", Point(1e-3, 4, "adam"), Point(2e-3, 4, "adam"));

        Assert.Equal([1e-3, 1e-2, 2e-3], Rates(Resolve(Spec(trials: 100), one, other)));
        Assert.Equal([1e-3, 1e-2], Rates(Resolve(Spec(trials: 8), one, other)));
        Assert.Single(Resolve(Spec(trials: 1), one, other).Points);

        static IEnumerable<double> Rates(ResolvedWarmStart resolved) => resolved.Points.Select(p => Math.Round(p["lr"].AsDouble(), 9));
    }

    [Fact]
    public void Learned_IsTheBoxOfTheBest_WidenedWithinTheDeclaredSpace()
    {
        var spec = Spec(space: WarmStartSpace.Learned);
        var resolved = Resolve(spec, Entry("a", Point(1e-3, 2, "adam")), Entry("b", Point(1e-2, 10, "adam")));

        var learned = resolved.State.Learned!.ToDictionary(p => p.Name);
        Assert.Equal(["lr", "optimizer"], learned.Keys);
        Assert.Equal(-3.5, Math.Log10(learned["lr"].Low!.Value), 6);
        Assert.Equal(-1.5, Math.Log10(learned["lr"].High!.Value), 6);
        Assert.Equal([ParameterValue.Of("adam")], learned["optimizer"].Choices);
        var searched = WarmStarts.SpaceOf(spec, resolved.State, []);
        Assert.False(searched.Parameters[0].Contains(ParameterValue.Of(1e-4)));
        Assert.True(searched.Parameters[1].Contains(ParameterValue.Of(10L)));

        // What the declared space has lost since is not brought back by it.
        var narrower = spec with { SearchSpace = [s_space[0] with { High = 2e-3 }, .. s_space[1..]] };
        Assert.False(WarmStarts.SpaceOf(narrower, resolved.State, []).Parameters[0].Contains(ParameterValue.Of(1e-2)));
        Assert.True(WarmStarts.SpaceOf(spec, null, []).Parameters[0].Contains(ParameterValue.Of(1e-4)));
    }

    [Fact]
    public void Learned_ParameterThatIsChangedLater_IsSearchedAsItWasChanged()
    {
        var spec = Spec(space: WarmStartSpace.Learned);
        var resolved = Resolve(spec, Entry("a", Point(1e-3, 2, "adam")), Entry("b", Point(1e-2, 10, "adam")));
        var study = StudyMachine.Create(spec, "1", s_now) with { WarmStart = resolved.State };

        var changed = WithRange(study, 1);

        var searched = WarmStarts.SpaceOf(changed.Spec, changed.WarmStart, changed.Edits);
        Assert.True(searched.Parameters[0].Contains(ParameterValue.Of(0.9)));
        Assert.False(searched.Parameters[2].Contains(ParameterValue.Of("lion")));
    }

    [Fact]
    public void Points_OfAWarmStart_AreKnownAfterAChangeThatDropsOne()
    {
        var (gone, kept, own, late) = (Rate(1e-1), Rate(1e-3), Rate(2e-3), Rate(3e-3));
        var study = StudyMachine.Create(Spec() with { Enqueue = [own] }, "1", s_now) with
        {
            WarmStart = new WarmStartState
            {
                From = [],
                Points = 2,
                Waiting = 2,
                WaitingOf = [new WarmPoint("a", 1), new WarmPoint("b", 1)],
            },
            Queue = [gone, kept, late],
        };

        var changed = WithRange(study, 1e-2);

        Assert.Equal([kept, own, late], changed.Queue);
        Assert.Equal(1, changed.WarmStart!.Waiting);
        Assert.Equal([new WarmPoint("b", 1)], changed.WarmStart.WaitingOf);
        Assert.Equal([gone], changed.Edits[0].Dropped);

        static IReadOnlyDictionary<string, ParameterValue> Rate(double rate) =>
            new Dictionary<string, ParameterValue> { ["lr"] = ParameterValue.Of(rate) };
    }

    [Fact]
    public void Study_ThatFollowsAnEarlierOne_SaysWhatItExpects_AndItsTrialsAreComputedAgain()
    {
        var task = ShiftedTask.Of("t", x => 1000 + (100 * ShiftedTask.Sphere(x)), 2, 5, 0);
        var spec = task.Spec(20, 2, "gp");
        var warm = WarmStarts.Resolve(spec, WarmStarts.Rank(spec, [task.Remember(task.Spec(20, 1))]));
        var (study, trials) = task.Run(spec, warm);

        var told = trials.Where(t => t.Origin?.Note?.Values is not null).Skip(2).ToArray();
        Assert.NotEmpty(told);
        Assert.All(told, t => Assert.InRange(t.Origin!.Note!.Values![0] - t.Outcome.Values![0], -5, 5));
        Assert.All(trials, t => Assert.True(
            TrialReplay.Of(study, trials, t.Number, SamplerCatalog.BuiltIn.Create(spec.Sampler), warm.Studies).Same, $"{t.Number}"));
    }

    [Fact]
    public void Choose_TakesThoseAboveTheThreshold_TheNewestOfEquals()
    {
        var old = Entry("old", Point(1e-3, 4, "adam"));
        var young = Entry("young", Point(1e-3, 4, "adam")) with { EndedAt = old.EndedAt.AddDays(1) };
        var far = Entry("far", Point(1e-3, 4, "adam"));
        far = far with { Fingerprint = far.Fingerprint with { Objective = new ObjectiveIdentity(ObjectiveKind.Http, "x") } };
        var empty = old with { Name = "empty", Complete = 0 };
        var ranked = WarmStarts.Rank(Spec(), [far, old, empty, young]);

        Assert.Equal(["young", "old"], Names(new WarmStartSpec { Similar = true, Threshold = 0.6 }));
        Assert.Equal(["young"], Names(new WarmStartSpec { Similar = true, Max = 1 }));
        Assert.Equal(["young", "old", "far"], Names(new WarmStartSpec { Similar = true, Threshold = 0 }));

        IEnumerable<string> Names(WarmStartSpec wanted) => WarmStarts.Choose(wanted, ranked).Select(s => s.Entry.Name);
    }

    [Fact]
    public void Study_TriesTheWarmPointsFirst_AndSaysWhetherTheyHelped()
    {
        var task = ShiftedTask.Of("t", ShiftedTask.Sphere, 2, 5, 0);
        var entry = task.Remember(task.Spec(20, 1));
        var spec = task.Spec(20, 2);
        var warm = WarmStarts.Resolve(spec, WarmStarts.Rank(spec, [entry]));
        var (study, trials) = task.Run(spec, warm);

        var state = study.WarmStart!;
        Assert.Equal([0, 1, 2], state.Trials);
        Assert.Equal(0, state.Waiting);
        Assert.Equal(entry.Best[0].Parameters, trials[0].Parameters);
        var best = state.Trials.Min(n => trials[n].Outcome.Values![0]);
        Assert.Equal(1 + trials.Count(t => t.Outcome.Values![0] < best), state.BestRank);
        Assert.Equal(trials.Skip(3).Take(3).Min(t => t.Outcome.Values![0]) - best, state.Gain);
    }

    [Fact]
    public void Study_ThatMaximises_RanksItsWarmPointsByTheHighestValue()
    {
        var task = ShiftedTask.Of("t", x => -ShiftedTask.Sphere(x), 2, 5, 0);
        var entry = task.Remember(task.Spec(20, 1) with { Directions = [Direction.Maximize] });
        var spec = task.Spec(20, 2) with { Directions = [Direction.Maximize] };
        var (study, trials) = task.Run(spec, WarmStarts.Resolve(spec, WarmStarts.Rank(spec, [entry])));

        var values = trials.Select(t => t.Outcome.Values![0]).ToArray();
        Assert.Equal(1 + values.Count(v => v > values[..3].Max()), study.WarmStart!.BestRank);
        Assert.Equal(values[..3].Max() - values[3..6].Max(), study.WarmStart.Gain);
    }

    [Fact]
    public void Explain_PointOfAWarmStart_NamesTheStudyWhoseItIs()
    {
        var task = ShiftedTask.Of("s1", ShiftedTask.Sphere, 2, 5, 0);
        var spec = task.Spec(20, 2);
        var (study, trials) = task.Run(spec, WarmStarts.Resolve(spec, WarmStarts.Rank(spec, [task.Remember(task.Spec(20, 1))])));

        Assert.StartsWith("It is the best point of s1 (warm start).", Sentence(trials, 0), StringComparison.Ordinal);
        Assert.StartsWith("It is the second best point of s1 (warm start).", Sentence(trials, 1), StringComparison.Ordinal);
        Assert.StartsWith("It is the third best point of s1 (warm start).", Sentence(trials, 2), StringComparison.Ordinal);
        Assert.Equal("warmStart", Explanation.Of(study, trials, 0).Kind);
        Assert.DoesNotContain("warm start", Sentence(trials, 3), StringComparison.Ordinal);

        // A version before this one has not kept whose they are.
        Trial[] old = [.. trials.Select(t => t with { Origin = t.Origin! with { Warm = null } })];
        Assert.StartsWith("It is one of the best points of s1 (warm start).", Sentence(old, 1), StringComparison.Ordinal);

        string Sentence(IReadOnlyList<Trial> some, int number) => Explanation.Of(study, some, number).Sentences[0];
    }

    [Fact]
    public void Points_InARegionThatTheStudyExcludes_AreNotGiven()
    {
        var excluded = new Dictionary<string, IReadOnlyList<ParameterValue>> { ["layers"] = [ParameterValue.Of(4L)] };
        var resolved = Resolve(Spec() with { Exclude = [excluded] }, Entry("a", Point(1e-3, 4, "adam"), Point(1e-2, 6, "adam")));

        Assert.Equal([new WarmPoint("a", 2)], resolved.State.WaitingOf);
        Assert.Equal(6, Assert.Single(resolved.Points)["layers"].AsInt());
    }

    [Fact]
    public void Sampler_WithoutEarlierStudies_SuggestsAsEver()
    {
        var task = ShiftedTask.Of("t", ShiftedTask.Ackley, 3, 5, 0);
        var spec = task.Spec(30, 3);
        var none = new ResolvedWarmStart(new WarmStartState { From = [] }, [], []);

        Assert.Equal(task.Run(spec).Trials.Select(Text), task.Run(spec, none).Trials.Select(Text));

        static string Text(Trial trial) => string.Join(' ', trial.Parameters.Values);
    }

    [Fact]
    public void Sample_OfManyTrials_HasTheBestThirdAndSomeOfEachRank()
    {
        var task = ShiftedTask.Of("t", ShiftedTask.Sphere, 2, 5, 0);
        var (study, trials) = task.Run(task.Spec(200, 1, "random"));
        var entry = MemoryEntry.Of(study, trials, null);

        var values = trials.Select(t => t.Outcome.Values![0]).Order().ToArray();
        var sampled = entry.Sample.Select(p => p.Values[0]).Order().ToArray();
        Assert.Equal((MemoryEntry.MostSampled, MemoryEntry.MostBest), (sampled.Length, entry.Best.Count));
        Assert.Equal(values[..17], sampled[..17]);
        Assert.InRange(sampled[17..].Select(v => Array.IndexOf(values, v) / 20).Distinct().Count(), 9, 10);
        Assert.Equal(entry.Sample.Select(p => p.Values[0]), trials.Select(t => t.Outcome.Values![0]).Where(sampled.Contains));
    }

    [Fact]
    public void BestValues_OfSeveralDirections_AreTheBestOfEachOnTheFront()
    {
        var study = new Analysis.SomeStudy([Analysis.SomeStudy.Float("x", 0, 1)], Direction.Minimize, Direction.Maximize);
        foreach (var (loss, accuracy) in ((double, double)[])[(3, 0.9), (1, 0.5), (2, 0.4)])
            study.Complete(Analysis.SomeStudy.Point(("x", 0.5)), loss, accuracy);

        var entry = MemoryEntry.Of(study.Study with { Id = Guid.Empty }, study.Trials, null);

        Assert.Equal([1, 0.9], entry.BestValues!);
    }

    private static ResolvedWarmStart Resolve(StudySpec spec, params MemoryEntry[] entries) =>
        WarmStarts.Resolve(spec, [.. entries.Select(e => new SimilarStudy(e, new SimilarityScore(1, "")))]);

    private static Dictionary<string, ParameterValue> Point(double rate, long layers, string optimizer) => new()
    {
        ["lr"] = ParameterValue.Of(rate),
        ["layers"] = ParameterValue.Of(layers),
        ["optimizer"] = ParameterValue.Of(optimizer),
        ["gone"] = ParameterValue.Of(1L),
    };

    private static MemoryEntry Entry(string name, params Dictionary<string, ParameterValue>[] best) => new()
    {
        Id = new Guid(name.Length, (short)name[0], 0, 0, 0, 0, 0, 0, 0, 0, 0),
        Name = name,
        EndedAt = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero),
        Objective = "test",
        Fingerprint = StudyFingerprint.Of(Spec()),
        Trials = best.Length,
        Complete = best.Length,
        Best = [.. best.Select(p => new MemoryPoint(p, [1.0]))],
    };

    private static StudySpec Spec(int trials = 100, WarmStartSpace space = WarmStartSpace.Declared) => new()
    {
        Name = "new",
        Objective = new ObjectiveSpec { Kind = ObjectiveKind.Registered, Name = "test" },
        Directions = [Direction.Minimize],
        SearchSpace = s_space,
        Trials = trials,
        WarmStart = new WarmStartSpec { Similar = true, Space = space },
    };

    /// <summary>A study whose learning rate has another highest value.</summary>
    private static Core.Studies.Study WithRange(Core.Studies.Study study, double high)
    {
        var change = new ParameterChange { Kind = ParameterKind.Float, Low = 1e-4, High = high, Log = true };
        var request = new ExtendRequest { SearchSpace = new Dictionary<string, ParameterChange> { ["lr"] = change } };
        return SpaceEditing.Apply(study, request, new StudyEditor("owner", _ => []), s_now).Study!;
    }
}
