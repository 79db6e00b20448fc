using System.ComponentModel.DataAnnotations;

namespace Serverless.Tuner.Core.Samplers.Grid;

/// <summary>The options of a grid.</summary>
internal sealed record GridOptions
{
    /// <summary>
    /// Levels of a continuous parameter, evenly spread on its scale: both
    /// ends and what lies between, for a normal the middles of equally likely
    /// parts. A discrete parameter has all its values.
    /// </summary>
    [Range(1, 10_000)]
    public int Points { get; init; } = 5;
}
