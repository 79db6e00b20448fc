using Azure.Core.Pipeline;
using Azure.Core;
using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.Samplers;
using Serverless.Tuner.Core.StudyFiles;

namespace Serverless.Tuner.Storage.Tests.Studies;

/// <summary>A process of the tuner: its own client, its own memory of the studies.
/// On a data directory, earlier ones there are known to be dead.</summary>
internal sealed class TunerProcess
{
    public TunerProcess(
        AzuriteFixture azurite, TimeProvider time, HttpPipelineTransport? transport = null, int maxRetries = 2, string? directory = null)
    {
        var options = new TableClientOptions
        {
            Retry = { MaxRetries = maxRetries, Delay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(1) },
        };
        if (transport is not null) options.Transport = transport;
        options.AddPolicy(Log, HttpPipelinePosition.PerCall);
        var tables = new TunerTables(new TableServiceClient(azurite.ConnectionString, options));
        if (directory is not null) Start.HasAlone(directory);
        Store = new StudyStore(tables, time, SpecComparison.BuiltIn);
        Advancer = new StudyAdvancer(Store, tables, SamplerCatalog.BuiltIn, PrunerCatalog.BuiltIn, time);
        Claims = new TrialClaims(Store, tables, time, Start);
        Cancellation = new TrialCancellation(Store, tables, time);
        Lease = new HostLease(tables, Start, time);
        Observer = new StudyObserver(Store);
        Requests = new RequestRecords(tables, Start, time);
    }

    public RequestLog Log { get; } = new();

    public HostStart Start { get; } = new();

    public HostLease Lease { get; }

    public StudyStore Store { get; }

    public StudyObserver Observer { get; }

    public RequestRecords Requests { get; }

    public StudyAdvancer Advancer { get; }

    public TrialClaims Claims { get; }

    public TrialCancellation Cancellation { get; }

    public async Task<Core.Studies.AdvanceResult> AdvanceAsync(Core.Studies.Study study, int sequence, params IEnumerable<int> running) =>
        (await Advancer.AdvanceAsync(study.Name, study.Run, sequence, running.ToHashSet(), drain: false, CancellationToken.None))!;

    public Task<ClaimResult> ClaimAsync(Core.Studies.Study study, int number, string claim) =>
        Claims.ClaimAsync(study.Name, study.Run, number, claim, CancellationToken.None);

    /// <summary>Claims a trial that has not ended.</summary>
    public async Task<TrialLease> LeaseAsync(Core.Studies.Study study, int number, string claim = "claim") =>
        (await ClaimAsync(study, number, claim)).Lease ?? throw new InvalidOperationException($"Trial {number} cannot be claimed.");

    /// <summary>Evaluates a trial: claims it and ends it as complete.</summary>
    public async Task CompleteAsync(Core.Studies.Study study, int number, double value = 0, long cost = 0)
    {
        using var lease = await LeaseAsync(study, number, $"claim-{number}");
        Assert.Equal(LeaseState.Held, await lease.EndAsync(Outcomes.Complete(value), new Money(cost), CancellationToken.None));
    }
}
