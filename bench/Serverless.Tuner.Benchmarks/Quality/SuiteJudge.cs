using Serverless.Tuner.Benchmarks.Peers;
using Serverless.Tuner.Benchmarks.Statistics;

namespace Serverless.Tuner.Benchmarks.Quality;

/// <summary>Compares the runs of a suite with what peers reached.</summary>
internal static class SuiteJudge
{
    /// <summary>The report of one suite, from the runs that have ended.</summary>
    public static SuiteReport Judge(PlannedSuite planned, QualityPlan plan, IReadOnlyDictionary<(QualityJob Job, int Seed), EndedRun> ended)
    {
        var suite = planned.Suite;
        var runs = planned.Jobs.Select(job => RunsOf(job, plan.Request.Seeds, ended)).OfType<SamplerRuns>().ToArray();
        var comparisons = (
            from sampler in planned.Samplers
            from peer in planned.PeersOf(sampler, plan.Request.Peers)
            from ours in runs
            where ours.Sampler == sampler.Label
            let theirs = RowsOf(peer, ours.Function)
            where theirs is not null
            from comparison in Compare(ours, peer, theirs, planned)
            select comparison).ToArray();
        return new SuiteReport
        {
            Name = suite.Name,
            About = suite.About,
            Batch = suite.Batch,
            Measure = suite.Measure,
            Trials = planned.Trials,
            Functions = planned.Functions.ToDictionary(f => f.Name, f => f.Definition),
            Optima = planned.Functions.Where(f => f.Optimum is not null).ToDictionary(f => f.Name, f => f.Optimum!.Value),
            Runs = runs,
            Peers =
            [
                .. from pair in comparisons.Select(c => (c.Function, c.Peer)).Distinct()
                   where plan.Peers.On(suite.Name, pair.Function).ContainsKey(pair.Peer)
                   let rows = plan.Peers.On(suite.Name, pair.Function)[pair.Peer]
                   select new PeerRuns { Function = pair.Function, Peer = pair.Peer, Trials = rows.Trials, Rows = rows.Rows },
            ],
            Comparisons = comparisons,
            Totals = [.. comparisons.GroupBy(c => (c.Sampler, c.Peer, c.Trials)).Select(group => TotalOf([.. group]))],
        };

        // A peer is somebody who was measured, or another sampler of the same request.
        PeerRows? RowsOf(string peer, string function) =>
            plan.Peers.On(suite.Name, function).TryGetValue(peer, out var recorded) ? recorded
            : runs.FirstOrDefault(r => r.Sampler == peer && r.Function == function) is { } ours
                ? new PeerRows(planned.Trials, [.. ours.Rows])
            : null;
    }

    private static SamplerRuns? RunsOf(QualityJob job, int seeds, IReadOnlyDictionary<(QualityJob Job, int Seed), EndedRun> ended)
    {
        var done = Enumerable.Range(0, seeds).Where(seed => ended.ContainsKey((job, seed))).ToArray();
        if (done.Length == 0) return null;
        var runs = done.Select(seed => ended[(job, seed)]).ToArray();
        var columns = Enumerable.Range(0, job.Planned.Trials.Count).Select(k => runs.Select(r => r.Row[k]).ToArray()).ToArray();
        return new SamplerRuns
        {
            Function = job.Function.Name,
            Sampler = job.Sampler.Label,
            Seeds = done,
            Rows = [.. runs.Select(r => r.Row)],
            Seconds = Math.Round(runs.Sum(r => r.Seconds), 3),
            Quartiles = [.. columns.Select(Quartiles.Of)],
            NearOptimum = job.Function.Optimum is { } optimum
                ? [.. columns.Select(c => c.Count(v => v <= optimum + (Suites.Near * Math.Abs(optimum))))]
                : null,
        };
    }

    private static IEnumerable<Comparison> Compare(SamplerRuns ours, string peer, PeerRows theirs, PlannedSuite planned)
    {
        for (var k = 0; k < planned.Trials.Count; k++)
        {
            if (theirs.After(planned.Trials[k]) is not { } column) continue;
            yield return new Comparison
            {
                Function = ours.Function,
                Sampler = ours.Sampler,
                Peer = peer,
                Trials = planned.Trials[k],
                OurRuns = ours.Rows.Count,
                Ours = ours.Quartiles[k],
                TheirRuns = column.Length,
                Theirs = Quartiles.Of(column),
                Test = MannWhitney.Compare([.. ours.Rows.Select(r => r[k])], column, planned.Suite.IsLessBetter),
            };
        }
    }

    private static Total TotalOf(Comparison[] functions) => new()
    {
        Sampler = functions[0].Sampler,
        Peer = functions[0].Peer,
        Trials = functions[0].Trials,
        Functions = functions.Length,
        Losses = functions.Count(c => c.IsLoss),
        Wins = functions.Count(c => c.IsWin),
        Test = MannWhitney.Combine([.. functions.Select(c => c.Test)]),
    };
}
