namespace Serverless.Tuner.Core.Tests.Pruners;

public class MoAshaThreeDirectionsTests : BuiltInPrunerTests
{
    protected override PrunerSpec Spec =>
        PrunerSpec.Of("mo-asha", ("minResource", ParameterValue.Of(2)), ("reductionFactor", ParameterValue.Of(2)));

    protected override int Directions => 3;
}
