using Serverless.Tuner.ChaosTests.Activities;
using Serverless.Tuner.ChaosTests.Studies;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.ChaosTests.Golden;

/// <summary>How a golden history comes about.</summary>
/// <param name="Study">The study's file.</param>
internal sealed record GoldenScript(string Study)
{
    /// <summary>How long a trial works.</summary>
    public TimeSpan Work { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>What happens while it runs.</summary>
    public Func<ChaosApp, Study, Task>? Meanwhile { get; init; }

    /// <summary>Makes what happens around each advance; null for nothing.</summary>
    public Func<AdvanceDetour>? Advance { get; init; }
}
