using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.Core.StudyFiles;

namespace Serverless.Tuner.Core.Budgets;

/// <summary>Estimates what it cost on Azure to drive a study. Nothing is counted for it, which would itself be storage operations: it
/// follows from how many trials there are.</summary>
public static class DrivingCost
{
    // An advance, and two steps of the orchestration: before and after it. Trials that end together share them: this is the most.
    private const int ExecutionsPerTrial = 3;

    // A worker's request for a trial, and that with its outcome; each is one.
    private const int ExecutionsPerWorkersTrial = 2;

    // Three of the operations on tables are the study's own, as measured (docs/scale.md); the others, for histories and messages of the
    // orchestration, are a guess that is meant to be too high.
    private const int TableOperationsPerTrial = 12;
    private const int QueueOperationsPerTrial = 18;
    private const int OperationsPerWorkersTrial = 4;

    // List prices of 2025 for locally redundant storage, in US dollars for 10,000.
    private const decimal UsdForTables = 0.00036m;
    private const decimal UsdForQueues = 0.004m;

    // The least time that an execution on Flex Consumption is billed, in seconds; none of these takes longer.
    private const decimal LeastSeconds = 1;

    /// <summary>The estimate; null where the app does not say that it runs on the Flex Consumption plan.</summary>
    /// <param name="study">The study.</param>
    /// <param name="app">The app's settings.</param>
    public static AzureCostView? Of(Study study, StudyDefaults app)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(app);
        if (!app.MetersByFlex) return null;
        // One more: the request that starts it.
        var (trials, isExternal) = ((long)study.NextNumber, study.Spec.IsExternal);
        var executions = 1 + (trials * (isExternal ? ExecutionsPerWorkersTrial : ExecutionsPerTrial));
        var tables = (1 + trials) * (isExternal ? OperationsPerWorkersTrial : TableOperationsPerTrial);
        var queues = isExternal ? 0 : (1 + trials) * QueueOperationsPerTrial;
        var execution = (app.FlexMemoryGb * LeastSeconds * FlexMeterSpec.ListUsdPerGbSecond) + FlexMeterSpec.ListUsdPerExecution;
        return new AzureCostView
        {
            Executions = executions,
            StorageOperations = tables + queues,
            Usd = decimal.Round((executions * execution) + (((tables * UsdForTables) + (queues * UsdForQueues)) / 10_000), 6),
        };
    }
}
