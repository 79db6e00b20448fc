using Microsoft.Extensions.Logging.Abstractions;
using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.Samplers;
using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.Core.StudyFiles;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.Evaluation.Tests;

/// <summary>A process that answers workers: its own client of the storage, its own memory.</summary>
internal sealed class WorkerProcess
{
    public WorkerProcess(string connection, TimeProvider time, FaultyTransport? transport = null, int retries = 0)
    {
        var options = new TableClientOptions
        {
            Retry = { MaxRetries = retries, Delay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(1) },
        };
        if (transport is not null) options.Transport = transport;
        var tables = new TunerTables(new TableServiceClient(connection, options));
        Store = new StudyStore(tables, time, SpecComparison.BuiltIn);
        var allowances = new Allowances(new KeyStore(tables, time), Store, time);
        Leasing = new TrialLeasing(Store, tables, allowances, SamplerCatalog.BuiltIn, PrunerCatalog.BuiltIn, time);
        Trials = new WorkerTrials(
            Store, new TrialClaims(Store, tables, time, new HostStart()), Leasing, PrunerCatalog.BuiltIn, time,
            NullLogger<WorkerTrials>.Instance);
    }

    public StudyStore Store { get; }

    public TrialLeasing Leasing { get; }

    public WorkerTrials Trials { get; }

    public async Task<Suggestions> SuggestAsync(StudyName study, int count = 1, int leaseSeconds = 60) =>
        (await Leasing.SuggestAsync(study, new SuggestRequest { Count = count, LeaseSeconds = leaseSeconds }, CancellationToken.None))!;

    public async Task<Trial> OneAsync(StudyName study) => Assert.Single((await SuggestAsync(study)).Trials);

    public Task<WorkerAnswer> ReportAsync(StudyName study, Trial trial, params ReportView[] reports) =>
        Trials.ReportAsync(study, trial.Number, new ReportRequest(trial.Claim!, reports), CancellationToken.None);

    public Task<WorkerAnswer> HeartbeatAsync(StudyName study, Trial trial) =>
        Trials.HeartbeatAsync(study, trial.Number, new HeartbeatRequest(trial.Claim!), CancellationToken.None);

    public Task<WorkerAnswer> CompleteAsync(StudyName study, Trial trial, double value = 1, decimal? costUsd = null) =>
        Trials.CompleteAsync(
            study, trial.Number, new CompleteRequest(trial.Claim!, [value]) { CostUsd = costUsd }, CancellationToken.None);

    public Task<WorkerAnswer> FailAsync(StudyName study, Trial trial) =>
        Trials.FailAsync(study, trial.Number, new FailRequest(trial.Claim!) { Reason = "oom" }, CancellationToken.None);

    public async Task<(Study Study, IReadOnlyList<Trial> Trials)> ReadAsync(StudyName study) =>
        (await Store.FindWithTrialsAsync(study, CancellationToken.None))!.Value;
}
