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

    /// <summary>Functions of this assembly in the place of the app's.</summary>
    public Dictionary<Type, Type>? Replaced { get; init; }
}
