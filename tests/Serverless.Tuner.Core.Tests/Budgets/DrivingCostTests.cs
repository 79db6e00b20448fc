using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.Core.StudyFiles;
using Study = Serverless.Tuner.Core.Studies.Study;

namespace Serverless.Tuner.Core.Tests.Budgets;

public sealed class DrivingCostTests
{
    [Fact]
    public void Of_AnAppThatIsNotOnTheFlexPlan_IsNothing() => Assert.Null(DrivingCost.Of(Ended(100), new StudyDefaults()));

    [Fact]
    public void Of_AStudyOnTheFlexPlan_GrowsWithItsTrialsAndTheMemory()
    {
        var (few, many) = (DrivingCost.Of(Ended(100), OnFlex(2))!, DrivingCost.Of(Ended(1_000), OnFlex(2))!);

        // The request that starts it; for each trial an advance and two steps of the orchestration.
        Assert.Equal((301, 3_001), (few.Executions, many.Executions));
        Assert.Equal(30 * 101, few.StorageOperations);
        // 301 × (2 GB × 1 s × $0.000026 + $0.0000004), and 1,212 operations on tables and 1,818 on queues.
        Assert.Equal(0.016543m, few.Usd);
        Assert.True(DrivingCost.Of(Ended(100), OnFlex(0.5m))!.Usd < few.Usd / 3);
    }

    [Fact]
    public void Of_WorkersTrials_HaveNoOrchestration()
    {
        var external = Ended(100);
        external = external with { Spec = external.Spec with { Objective = new() { Kind = ObjectiveKind.External } } };

        var cost = DrivingCost.Of(external, OnFlex(2))!;

        Assert.Equal((201, 4 * 101), (cost.Executions, cost.StorageOperations));
    }

    private static StudyDefaults OnFlex(decimal gb) => new() { MetersByFlex = true, FlexMemoryGb = gb };

    private static Study Ended(int trials) => StudyMachine.Create(
        new StudySpec
        {
            Name = "s",
            Objective = new() { Kind = ObjectiveKind.Registered, Name = "o" },
            Directions = [Direction.Minimize],
            SearchSpace = [],
            Trials = trials,
        },
        "r", DateTimeOffset.UnixEpoch) with
    { NextNumber = trials };
}
