using Serverless.Tuner.Core.Json;

namespace Serverless.Tuner.Core.Samplers.Grid;

/// <summary>The options of a grid.</summary>
public sealed record GridOptions
{
    /// <summary>
    /// How many levels a continuous parameter has, evenly spread on its scale: both ends and what lies between, for a normal the
    /// middles of equally likely parts. 1 to 10,000; 5 by default. A discrete parameter has all its values.
    /// </summary>
    public int Points { get; init; } = 5;

    /// <summary>Reads the options of a spec.</summary>
    internal static GridOptions Read(ObjectReader options) => new() { Points = options.Int("points", 1, 10_000) ?? new GridOptions().Points };
}
