using System.ComponentModel.DataAnnotations;
using Serverless.Tuner.Core.Pruners.Percentile;

namespace Serverless.Tuner.Core.Pruners.Patient;

/// <summary>The options of the patient pruner.</summary>
internal sealed record PatientOptions
{
    /// <summary>Reports that a trial may do without a better value than it had before them.</summary>
    [Range(0, MedianOptions.Most)]
    public required int Patience { get; init; }

    /// <summary>By how much its best value since must be worse than the one before, in the value's unit.</summary>
    [Range(0.0, double.MaxValue)]
    public double MinDelta { get; init; }

    /// <summary>Another pruner: its type, or an object with options.</summary>
    /// <value>none</value>
    public PrunerSpec? WrappedPruner { get; init; }
}
