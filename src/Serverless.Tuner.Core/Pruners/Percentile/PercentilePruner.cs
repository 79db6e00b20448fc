namespace Serverless.Tuner.Core.Pruners.Percentile;

/// <summary>The median pruner with another percentile.</summary>
internal sealed class PercentilePruner(PercentileOptions options, PrunerContext context)
    : MedianPruner(options, options.Percentile, context);
