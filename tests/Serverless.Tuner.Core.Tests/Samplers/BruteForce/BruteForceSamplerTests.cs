using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Tests.Samplers.BruteForce;

public class BruteForceSamplerTests : BuiltInSamplerTests
{
    private static readonly ParameterSpec[] Small =
    [
        Spaces.Choice("model", "tree", "net"),
        Spaces.Int("layers", 1, 3).When("model", ParameterValue.Of("net")),
        Spaces.Float("dropout", 0, 0.4, step: 0.2).When("layers", ParameterValue.Of(3)),
        Spaces.Int("batch", 1, 4, log: true),
    ];

    protected override string Type => "brute-force";

    protected override string Fingerprint => "D4A166B2DBD3BD4F";

    protected override IReadOnlyList<ParameterSpec> ServedSpace => Small;

    [Fact]
    public void Suggest_AsManyTrialsAsPoints_GivesEachOnce() =>
        Assert.Equal(24, Texts(new Study(Sampler(), Small).Run(24, Study.AnyObjective)).Distinct().Count());

    [Fact]
    public void Suggest_SomePendingSomeFailed_NoneIsRepeated() =>
        Assert.Equal(
            24, Texts(new Study(Sampler(), Small).Run(24, (n, _) => (n % 2 == 0 ? TrialState.Running : TrialState.Failed, null)))
                .Distinct().Count());

    [Fact]
    public void Suggest_PointsEnqueuedAtAnyTime_AreNotRepeated() => Laws.HoldForSeeds(
        seed =>
        {
            var random = new TrialRandom(seed, 0);
            var all = new Study(Sampler(), Small, 99).Run(24, Study.AnyObjective).Trials;
            var study = new Study(Sampler(), Small, seed);
            for (var number = 0; number < 24; number++)
            {
                var untried = all.FirstOrDefault(t => !Texts(study).Contains(Study.Text(t.Parameters)));
                if (random.NextInt(3) == 0) study.Add(untried!.Parameters);
                else study.Run(1, Study.AnyObjective);
            }

            Assert.Equal(24, Texts(study).Distinct().Count());
        },
        tests: 30);

    [Fact]
    public void Suggest_AllPointsTried_RepeatsAtRandom()
    {
        var repeats = Texts(new Study(Sampler(), Small).Run(120, Study.AnyObjective))[24..];
        Assert.InRange(repeats.Distinct().Count(), 20, 24);
        Assert.InRange(repeats[..24].Distinct().Count(), 10, 22);
    }

    [Fact]
    public void Refusal_ContinuousParameter_NamesIt()
    {
        var space = SearchSpace.From([.. Small, Spaces.Float("rate", 0, 1)]);
        Assert.Contains(
            "'rate' is continuous", SamplerCatalog.BuiltIn.Refusal(SamplerSpec.Of("brute-force"), space, [Direction.Minimize]),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Refusal_MorePointsThanAStudyHasTrials_SaysSo()
    {
        var space = SearchSpace.From([Spaces.Int("a", 1, 1_000), Spaces.Int("b", 1, 1_001)]);
        Assert.Contains(
            "brute-force would try more than 1,000,000 points",
            SamplerCatalog.BuiltIn.Refusal(SamplerSpec.Of("brute-force"), space, [Direction.Minimize]), StringComparison.Ordinal);
    }

    private static ISampler Sampler() => SamplerCatalog.BuiltIn.Create(SamplerSpec.Of("brute-force"));

    private static string[] Texts(Study study) => [.. study.Trials.Select(t => Study.Text(t.Parameters))];
}
