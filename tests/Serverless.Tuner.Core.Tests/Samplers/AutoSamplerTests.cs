using Xunit;

namespace Serverless.Tuner.Core.Tests.Samplers;

public sealed class AutoSamplerTests : SamplerConformance
{
    protected override string Type => "auto";

    protected override string Fingerprint => "A434166CB676B853";
}
