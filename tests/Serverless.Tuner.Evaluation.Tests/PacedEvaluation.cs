using System.Collections.Concurrent;
using Azure.Core.Pipeline;
using Azure.Core;
using Microsoft.Extensions.Logging.Abstractions;
using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.Samplers;
using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.Core.StudyFiles;
using Serverless.Tuner.Objectives;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.Evaluation.Tests;

/// <summary>
/// One evaluation on a clock that its own steps move: between two steps
/// it waits until all that the time brought about has been done. Another
/// process has a trial of the same study, so that there is something to read.
/// </summary>
internal sealed class PacedEvaluation(string connection, string name)
{
    private static readonly PrunerSpec Pruner = PrunerSpec.Of("median", ("nStartupTrials", ParameterValue.Of(1_000L)));

    private readonly CountingTimeProvider _clock = new();
    private readonly InFlight _requests = new();

    /// <summary>The requests from the claim to the end: "write", "read" (of reports), "look" (at the study) or "other".</summary>
    public IReadOnlyList<string> Requests => [.. _requests.Log];

    /// <summary>Evaluates a trial with a step after each of the pauses.</summary>
    /// <param name="pauses">How long each step takes.</param>
    /// <param name="prunes">Whether the study has a pruner.</param>
    /// <param name="storesEach">Whether a step waits until the one before is stored: a busy machine may be slower than this clock.</param>
    /// <returns>The reports that are stored.</returns>
    public async Task<IReadOnlyList<Report>> RunAsync(IReadOnlyList<TimeSpan> pauses, bool prunes = true, bool storesEach = false)
    {
        var spec = new StudySpec
        {
            Name = name,
            Objective = new ObjectiveSpec { Kind = ObjectiveKind.Registered, Name = "paced" },
            Directions = [Direction.Minimize],
            SearchSpace = [new ParameterSpec { Name = "x", Kind = ParameterKind.Float, Low = 0, High = 1 }],
            Sampler = new SamplerSpec { Type = "random" },
            Trials = 2,
            Parallelism = 2,
            Pruner = prunes ? Pruner : new PrunerSpec(),
        };
        var (here, there) = (new Process(connection, _clock, _requests), new Process(connection, _clock, null));
        var study = (await there.Store.CreateAsync(spec, CancellationToken.None)).Study!;
        await new StudyAdvancer(there.Store, there.Tables, SamplerCatalog.BuiltIn, PrunerCatalog.BuiltIn, _clock)
            .AdvanceAsync(StudyName.Parse(name), study.Run, 1, new HashSet<int>(), false, CancellationToken.None);
        await there.Claims.ClaimAsync(StudyName.Parse(name), study.Run, 0, "there", CancellationToken.None);

        var lease = (await here.Claims.ClaimAsync(StudyName.Parse(name), study.Run, 1, "here", CancellationToken.None)).Lease!;
        _requests.Log.Clear();
        var objective = new TestObjective("paced", async (trial, cancellation) =>
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            for (var step = 0; step < pauses.Count; step++)
            {
                await PassAsync(pauses[step]);
                while (storesEach && (await ReportsAsync()).Count < step) await Task.Delay(TimeSpan.FromMilliseconds(10), patience.Token);
                Assert.True(await trial.ReportAsync(step, step, cancellationToken: cancellation));
            }

            return new ObjectiveResult(1.0);
        });
        var reply = await new TrialEvaluation(
            lease, () => objective, PrunerCatalog.BuiltIn, _clock,
            NullLogger.Instance).RunAsync(CancellationToken.None);
        Assert.Equal(TrialState.Complete, reply.State);
        return await ReportsAsync();

        async Task<IReadOnlyList<Report>> ReportsAsync() =>
            (await there.Store.FindTrialAsync(StudyName.Parse(name), 1, CancellationToken.None))!.Value.Reports;
    }

    /// <summary>Lets time pass in pieces that the evaluation's own look fits in, and waits for what it does.</summary>
    private async Task PassAsync(TimeSpan pause)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        for (var left = pause; left > TimeSpan.Zero;)
        {
            var piece = left < TimeSpan.FromMilliseconds(250) ? left : TimeSpan.FromMilliseconds(250);
            await SettleAsync(limit.Token);
            _clock.Advance(piece);
            left -= piece;
        }

        await SettleAsync(limit.Token);
    }

    private async Task SettleAsync(CancellationToken cancellationToken)
    {
        while (_clock.PendingTimers == 0 || _requests.Count > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(1), cancellationToken).ConfigureAwait(ConfigureAwaitOptions.None);
    }

    private sealed class Process
    {
        public Process(string connection, TimeProvider time, HttpPipelinePolicy? policy)
        {
            var options = new TableClientOptions();
            if (policy is not null) options.AddPolicy(policy, HttpPipelinePosition.PerCall);
            Tables = new TunerTables(new TableServiceClient(connection, options));
            Store = new StudyStore(Tables, time, SpecComparison.BuiltIn);
            Claims = new TrialClaims(Store, Tables, time, new HostStart());
        }

        public TunerTables Tables { get; }

        public StudyStore Store { get; }

        public TrialClaims Claims { get; }
    }

    /// <summary>Notes the requests, and how many have no answer yet.</summary>
    private sealed class InFlight : HttpPipelinePolicy
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public ConcurrentQueue<string> Log { get; } = new();

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            Interlocked.Increment(ref _count);
            try
            {
                var uri = Uri.UnescapeDataString(message.Request.Uri.ToUri().PathAndQuery);
                var isGet = message.Request.Method == RequestMethod.Get;
                Log.Enqueue(
                    !isGet ? "write" : uri.Contains("report|", StringComparison.Ordinal)
                        ? "read"
                        : uri.Contains("RowKey='study'", StringComparison.Ordinal) ? "look" : "other");
                await ProcessNextAsync(message, pipeline);
            }
            finally
            {
                Interlocked.Decrement(ref _count);
            }
        }
    }
}
