using Serverless.Tuner.Core.Json;
using Serverless.Tuner.Core.Pruners.Percentile;

namespace Serverless.Tuner.Core.Pruners.Patient;

/// <summary>The options of the patient pruner, beside the pruner that it wraps.</summary>
/// <param name="Patience">How many reports a trial may do without a better value than it had before them. 0 to a billion.</param>
/// <param name="MinDelta">By how much its best value since must be worse than the one before; in the value's unit. 0 or more; 0 by default.</param>
public sealed record PatientOptions(int Patience, double MinDelta = 0)
{
    /// <summary>Reads the options of a spec.</summary>
    internal static PatientOptions Read(ObjectReader options)
    {
        options.Require("patience");
        return new PatientOptions(options.Int("patience", 0, PercentileOptions.Most) ?? 0, options.Number("minDelta", 0, double.MaxValue) ?? 0);
    }
}
