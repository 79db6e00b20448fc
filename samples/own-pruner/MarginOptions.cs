using System.ComponentModel.DataAnnotations;

namespace OwnPruner;

/// <summary>What a study file may say of the pruner: <c>{"type": "margin", "margin": 0.1}</c>.</summary>
public sealed record MarginOptions
{
    /// <summary>By how much a trial may be worse than the best other one at the same step, in the value's unit.</summary>
    [Range(0.0, double.MaxValue)]
    public required double Margin { get; init; }

    /// <summary>The first step at which a trial may be stopped.</summary>
    [Range(0, int.MaxValue)]
    public int WarmupSteps { get; init; } = 3;
}
