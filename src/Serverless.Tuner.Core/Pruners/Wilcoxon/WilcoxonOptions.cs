using Serverless.Tuner.Core.Json;
using Serverless.Tuner.Core.Pruners.Percentile;

namespace Serverless.Tuner.Core.Pruners.Wilcoxon;

/// <summary>The options of the Wilcoxon pruner.</summary>
public sealed record WilcoxonOptions
{
    /// <summary>A trial is pruned when values so much worse than the best trial's were less likely than this without a difference. 0 (never) to 1; 0.1 by default. The test is repeated at each report: that a good trial meets it once is likelier.</summary>
    public double PThreshold { get; init; } = 0.1;

    /// <summary>How many steps a trial must have in common with the best one before it may be pruned; never less than 2. 0 to a billion; 2 by default.</summary>
    public int NStartupSteps { get; init; } = 2;

    /// <summary>Reads the options of a spec.</summary>
    internal static WilcoxonOptions Read(ObjectReader options)
    {
        var defaults = new WilcoxonOptions();
        return new WilcoxonOptions
        {
            PThreshold = options.Number("pThreshold", 0, 1) ?? defaults.PThreshold,
            NStartupSteps = options.Int("nStartupSteps", 0, PercentileOptions.Most) ?? defaults.NStartupSteps,
        };
    }
}
