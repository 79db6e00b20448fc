using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.Samplers;

namespace Serverless.Tuner.Storage.Tests.Studies;

/// <summary>Alone in the process while they run: what other tests allocate and release would be counted too.</summary>
[CollectionDefinition(nameof(WarmStudySizeTests), DisableParallelization = true)]
[Collection(nameof(WarmStudySizeTests))]
public sealed class WarmStudySizeTests
{
    [Fact]
    public void Bytes_OfAStudyWithItsModel_AreAboutWhatItTakes()
    {
        var before = Settled();
        var warm = WarmStudies.Held(StudyState.Running, trials: 5_000, parameters: 10);
        var scope = SamplerScope.Of(warm.Study!, warm, []);
        var model = warm.Model(scope, s => SamplerModel.Of(s, SamplerCatalog.BuiltIn, PrunerCatalog.BuiltIn));
        var step = new AdvanceStep { Sequence = 1, Running = new HashSet<int>(), Now = warm.Study!.CreatedAt };
        StudyMachine.Advance(warm.Study!, warm.Trials(), step, model.Sampler, model.History);
        var took = Settled() - before;

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"cache: 5,000 trials of 10 parameters take {took} bytes, estimated as {warm.Bytes}");
        Assert.InRange(warm.Bytes, took / 3, took * 3);
    }

    /// <summary>The bytes in use, without what waits for its finalizer.</summary>
    private static long Settled()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
