namespace Serverless.Tuner.Core.Tests.Samplers.CmaEs;

public class CmaEsSamplerTests : SamplerConformance
{
    protected override string Type => "cmaes";

    protected override int MostDirections => 1;
}
