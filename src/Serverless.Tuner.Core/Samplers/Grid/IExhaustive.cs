namespace Serverless.Tuner.Core.Samplers.Grid;

/// <summary>A sampler that tries every point of a grid.</summary>
internal interface IExhaustive
{
    /// <summary>How many levels it tries of a continuous parameter; 0 where it takes none.</summary>
    int LevelsOfContinuous { get; }
}
