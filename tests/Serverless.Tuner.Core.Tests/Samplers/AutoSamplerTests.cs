using Serverless.Tuner.Core.Numerics;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Tests.Samplers;

public sealed class AutoSamplerTests : BuiltInSamplerTests
{
    protected override string Type => "auto";

    protected override string Fingerprint => "ABBC78C5CAC16BB1";

    [Theory]
    [InlineData(1, 60, "gp")]
    [InlineData(2, 60, "gp")]
    [InlineData(2, 61, "tpe")]
    [InlineData(4, 3, "tpe")]
    public void Suggest_BySpaceAndDirections_AsksTheSamplerThatSuits(int directions, int parameters, string expected)
    {
        var space = SearchSpace.From([.. Enumerable.Range(0, parameters).Select(i => Spaces.Float($"x{i}", 0, 1))]);
        var random = new TrialRandom(1, 1);
        var history = new SamplerHistory(space, [.. Enumerable.Repeat(Direction.Minimize, directions)], 1);
        for (var number = 0; number < 20; number++)
        {
            var point = space.Parameters.ToDictionary(p => p.Name, _ => ParameterValue.Of(random.NextDouble()));
            history.Set(
                new SampledTrial(
                    number, TrialState.Complete, point, [.. Enumerable.Range(0, directions).Select(_ => random.NextDouble())]));
        }

        AssertSame(Suggest(expected), Suggest("auto"));

        IReadOnlyDictionary<string, ParameterValue> Suggest(string type) =>
            SamplerCatalog.BuiltIn.Create(new SamplerSpec { Type = type }).Prepare(history).Suggest(20);
    }

    [Theory]
    [InlineData(61, "gp")]
    [InlineData(100, "gp")]
    [InlineData(101, "cmaes")]
    public void Suggest_VeryManyNumbers_AsksOneAlone(int parameters, string expected)
    {
        ParameterSpec[] space = [.. Enumerable.Range(0, parameters).Select(i => Spaces.Float($"x{i}", 0, 1))];
        var random = new TrialRandom(2, 2);
        var history = new SamplerHistory(SearchSpace.From(space), [Direction.Minimize], 2);
        for (var number = 0; number < 19; number++)
        {
            var point = space.ToDictionary(p => p.Name, _ => ParameterValue.Of(random.NextDouble()));
            history.Set(new SampledTrial(number, TrialState.Complete, point, [random.NextDouble()]));
        }

        var suggester = Create().Prepare(history);
        suggester.Suggest(19);
        Assert.Equal(expected, suggester.Note!.Method);
    }

    [Fact]
    public void Suggest_AfterTheProcesses_TakesTurnsThatItSays()
    {
        var history = Known(200);
        var suggester = Create().Prepare(history);
        var notes = Enumerable.Range(200, 16).Select(number =>
        {
            suggester.Suggest(number);
            return suggester.Note!;
        }).ToArray();
        Assert.Equal(["cmaes", "local-gp"], notes.Select(n => n.Method).Distinct().Order());
        Assert.All(notes, n => Assert.Equal(notes.Count(other => other.Method == n.Method) / 16.0, n.Share));
    }

    [Theory]
    [InlineData(60, "576540FCCC566143")]
    [InlineData(200, "40EF33F17364CF44")]
    public void Suggest_NumbersKnown_GivesTheseVeryPoints(int known, string expected)
    {
        var (history, sampler, print) = (Known(known), Create(), 0UL);
        for (var number = known; number < known + 16; number++)
        {
            var point = sampler.Prepare(history).Suggest(number);
            foreach (var parameter in Plain) print = BitMix.Hash(print, BitConverter.DoubleToUInt64Bits(point[parameter.Name].AsDouble()));
            history.Set(new SampledTrial(number, TrialState.Complete, point, [Bowl(point)]));
        }

        Assert.Equal(expected, $"{print:X16}");
    }

    [Fact]
    public void Suggest_AChoiceInTheSpace_IsTpesAfterTheProcesses()
    {
        var space = SearchSpace.From([.. Plain, Spaces.Choice("kind", "a", "b")]);
        var random = new TrialRandom(3, 3);
        var history = new SamplerHistory(space, [Direction.Minimize], 3);
        for (var number = 0; number < 208; number++)
            history.Set(new SampledTrial(number, TrialState.Complete, Point(random, "a"), [random.NextDouble()]));
        var suggester = Create().Prepare(history);
        for (var number = 208; number < 216; number++) suggester.Suggest(number);
        Assert.Equal(("tpe", null), (suggester.Note!.Method, suggester.Note.Share));
    }

    [Fact]
    public void Suggest_HundredsOfTrialsThatEndInAnyOrder_TheSameWarmAndCold()
    {
        var (warm, random, sampler) = (Known(190), new TrialRandom(5, 5), Create());
        for (var number = 190; number < 420; number++)
        {
            foreach (var pending in warm.Trials.Where(t => t.State == TrialState.Running).ToArray())
                if (random.NextInt(4) == 0)
                    warm.Set(random.NextInt(12) == 0
                        ? pending with { State = TrialState.Failed }
                        : pending with { State = TrialState.Complete, Values = [Bowl(pending.Parameters)] });
            // One that was told otherwise, as when somebody corrects a value.
            if (number is 260 or 330) warm.Set(warm.Trials[220] with { State = TrialState.Complete, Values = [number] });
            var point = sampler.Prepare(warm).Suggest(number);
            if (number % 6 == 0)
                AssertSame(
                    Create().Prepare(new SamplerHistory(warm.Space, warm.Directions, warm.Seed, warm.Trials)).Suggest(number), point);
            warm.Set(new SampledTrial(number, TrialState.Running, point, null));
        }
    }

    [Fact]
    public void Run_SixHundredTrialsOfNumbers_GoesOnConverging()
    {
        var (history, sampler) = (Known(200), Create());
        for (var number = 200; number < 600; number++)
        {
            var point = sampler.Prepare(history).Suggest(number);
            history.Set(new SampledTrial(number, TrialState.Complete, point, [Bowl(point)]));
        }

        Assert.InRange(history.Trials.Min(t => t.Values![0]), 0, 1e-3);
    }

    private static ParameterSpec[] Plain { get; } = [.. Enumerable.Range(0, 5).Select(i => Spaces.Float($"x{i}", -5, 5))];

    private static SamplerHistory Known(int count)
    {
        var random = new TrialRandom(11, 1);
        var history = new SamplerHistory(SearchSpace.From(Plain), [Direction.Minimize], 11);
        for (var number = 0; number < count; number++)
        {
            var point = Point(random, null);
            history.Set(new SampledTrial(number, TrialState.Complete, point, [Bowl(point)]));
        }

        return history;
    }

    private static Dictionary<string, ParameterValue> Point(TrialRandom random, string? kind)
    {
        var point = Plain.ToDictionary(p => p.Name, _ => ParameterValue.Of((10 * random.NextDouble()) - 5));
        if (kind is not null) point["kind"] = ParameterValue.Of(kind);
        return point;
    }

    private static double Bowl(IReadOnlyDictionary<string, ParameterValue> point) =>
        Plain.Select((p, i) => Math.Pow(point[p.Name].AsDouble() - i + 1.3, 2) * (i + 1)).Sum();
}
