namespace Serverless.Tuner.Core.Tests.Pruners;

public class NonePrunerTests : BuiltInPrunerTests
{
    protected override PrunerSpec Spec => PrunerSpec.Of("none");
}
