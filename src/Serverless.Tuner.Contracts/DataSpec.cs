using System.ComponentModel.DataAnnotations;

namespace Serverless.Tuner.Contracts;

/// <summary>The size of the data that a study's objective learns from, by which similar studies are found.</summary>
public sealed record DataSpec
{
    /// <summary>How many rows (samples, images, documents) there are.</summary>
    [Range(1.0, 1e15)]
    public long? Rows { get; init; }

    /// <summary>How many features (columns) each has.</summary>
    [Range(1.0, 1e15)]
    public long? Features { get; init; }
}
