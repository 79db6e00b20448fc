using Serverless.Tuner.Contracts;
using Serverless.Tuner.Objectives;

namespace OwnObjective;

/// <summary>
/// What a warehouse costs a day that orders <c>orderQuantity</c> pieces whenever its stock, with what is on its way, falls to
/// <c>reorderPoint</c>: too little loses sales, too much stands around. Customers come at random.
/// </summary>
/// <remarks>Other parameters are options of a study, given by its <c>fixed</c>: <c>days</c>, and the prices.</remarks>
public sealed class WarehouseObjective : IObjective
{
    private const int DaysOfAReport = 100;

    /// <inheritdoc />
    public IReadOnlyList<ObjectiveMetric> Metrics { get; } = [new("costPerDay", Direction.Minimize)];

    /// <inheritdoc />
    public IReadOnlyList<ParameterSpec> DefaultSearchSpace { get; } =
    [
        new() { Name = "reorderPoint", Kind = ParameterKind.Int, Low = 0, High = 200 },
        new() { Name = "orderQuantity", Kind = ParameterKind.Int, Low = 1, High = 500, Log = true },
    ];

    /// <inheritdoc />
    public async Task<ObjectiveResult> EvaluateAsync(ITrialContext trial, CancellationToken cancellationToken)
    {
        var parameters = new ParameterReader("warehouse", trial.Parameters);
        var warehouse = new Warehouse(trial.Seed)
        {
            ReorderPoint = parameters.Int("reorderPoint", fallback: 50, low: 0, high: 100_000),
            OrderQuantity = parameters.Int("orderQuantity", fallback: 100, low: 1, high: 100_000),
            CostOfAPieceADay = parameters.Float("costOfAPieceADay", fallback: 0.02, low: 0),
            CostOfAnOrder = parameters.Float("costOfAnOrder", fallback: 10, low: 0),
            CostOfALostSale = parameters.Float("costOfALostSale", fallback: 2, low: 0),
        };
        var days = parameters.Int("days", fallback: 2000, low: 1, high: 1_000_000);
        parameters.RejectUnknown();

        for (var day = 1; day <= days; day++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            warehouse.PassADay();
            // The mean so far: what the study's pruner judges. It is asked to end when that is bad.
            if (day % DaysOfAReport == 0 && !await trial.ReportAsync(day, warehouse.Cost / day, costUsd: null, cancellationToken))
                throw new OperationCanceledException(trial.CancellationToken);
        }

        return new ObjectiveResult(warehouse.Cost / days);
    }
}
