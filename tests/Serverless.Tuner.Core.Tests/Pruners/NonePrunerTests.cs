namespace Serverless.Tuner.Core.Tests.Pruners;

public class NonePrunerTests : PrunerConformance
{
    protected override PrunerSpec Spec => PrunerSpec.Of("none");
}
