using Serverless.Tuner.Core.Pruners;

namespace Serverless.Tuner.Core.Tests.Pruners;

public class MoAshaForecastThreeDirectionsTests : BuiltInPrunerTests
{
    protected override PrunerSpec Spec =>
        PrunerSpec.Of("mo-asha", ("minResource", ParameterValue.Of(2)), ("forecastAfter", ParameterValue.Of(3)));

    protected override int Directions => 3;
}
