using Serverless.Tuner.Benchmarks.Functions;
using Serverless.Tuner.Benchmarks.Statistics;
using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Samplers.Fresh;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Benchmarks.Runs;

/// <summary>One study in memory: a sampler on a function, with one seed, on one thread.</summary>
internal static class Run
{
    private const double Reference = 1.1;

    /// <summary>Asks and tells until the last of <paramref name="trials"/>; what was reached after each of them.</summary>
    /// <param name="function">The function.</param>
    /// <param name="choice">The sampler.</param>
    /// <param name="seed">The study's seed.</param>
    /// <param name="batch">How many points are asked for before they are told.</param>
    /// <param name="measure">What is noted.</param>
    /// <param name="trials">After how many trials it is noted; ascending.</param>
    /// <param name="isPaid">Whether a study has a budget, and <paramref name="trials"/> say after how much of it is noted: in trials of the
    /// function's mean price. A sampler sees what trials have cost, and how much of the budget is spent.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="BenchmarkInputException">The sampler threw, or suggested what is no point of the space.</exception>
    public static double[] Row(
        TestFunction function,
        SamplerChoice choice, int seed, int batch, Measure measure, IReadOnlyList<int> trials, bool isPaid,
        CancellationToken cancellationToken)
    {
        var space = SearchSpace.From(function.Parameters);
        var history = new SamplerHistory(space, [.. Enumerable.Repeat(Direction.Minimize, function.Objectives)], seed);
        var sampler = choice.Create();
        var told = new List<FunctionValue>();
        var purse = isPaid ? new Purse(function, trials[^1]) : null;
        while (purse?.IsEmpty != true && told.Count < (purse?.MostTrials ?? trials[^1]))
        {
            cancellationToken.ThrowIfCancellationRequested();
            history.SpentShare = purse?.SpentShare ?? 0;
            var count = Math.Min(batch, (purse?.MostTrials ?? trials[^1]) - told.Count);
            var points = Ask(choice, sampler, history, count, told.Count, $"{choice.Label} on {function.Name}, seed {seed}");
            if (choice.IsOwn && told.Count <= 4 * batch) CheckRepeats(choice, history, points, told.Count, seed);
            foreach (var point in points)
            {
                var evaluation = function.Try(point, seed, told.Count);
                var cost = purse?.Pay(evaluation.Seconds) ?? Money.Zero;
                history.Set(
                    evaluation.IsFailed
                        ? new SampledTrial(told.Count, TrialState.Failed, point, null) { Cost = cost }
                        : new SampledTrial(told.Count, TrialState.Complete, point, evaluation.Values)
                        {
                            Constraints = evaluation.Constraints,
                            Cost = cost,
                        });
                told.Add(evaluation);
            }
        }

        return [.. trials.Select(count => Reached(told.Take(purse?.TrialsWithin(count) ?? count), measure))];
    }

    private static List<IReadOnlyDictionary<string, ParameterValue>> Ask(
        SamplerChoice choice, ISampler sampler, SamplerHistory history, int count, int number, string where)
    {
        var points = new List<IReadOnlyDictionary<string, ParameterValue>>(count);
        try
        {
            Func<int, IReadOnlyDictionary<string, ParameterValue>?> suggest = choice.Repeats
                ? sampler.Prepare(history).Suggest
                : new FreshPoints(sampler, history).Next;
            for (var i = 0; i < count; i++)
            {
                var point = suggest(number + i)!;
                if (Mistake(history.Space, point) is { } mistake)
                    throw new BenchmarkInputException($"{where}: trial {number + i} {mistake}.");
                points.Add(point);
            }
        }
        // Whatever a sampler throws, its author wants to know where.
        catch (Exception e) when (e is not (BenchmarkInputException or OperationCanceledException))
        {
            throw new BenchmarkInputException($"{where}: trial {number + points.Count} failed: {e.GetType().Name}: {e.Message}", e);
        }

        return points;
    }

    /// <summary>A sampler of somebody's own must suggest the same again, made
    /// anew: in a study another process may take over at any time.</summary>
    private static void CheckRepeats(
        SamplerChoice choice, SamplerHistory history, List<IReadOnlyDictionary<string, ParameterValue>> points, int number, int seed)
    {
        var again = Ask(
            choice, choice.Create(),
            new SamplerHistory(history.Space, history.Directions, history.Seed, history.Trials.Where(t => t.Number < number)),
            points.Count, number, choice.Label);
        for (var i = 0; i < points.Count; i++)
            if (points[i].Any(p => !again[i].TryGetValue(p.Key, out var value) || value != p.Value))
                throw new BenchmarkInputException(
                    $"{choice.Label}, seed {seed}: trial {number + i} is another point when it is asked for again; draw from new "
                    + $"TrialRandom(history.Seed, number), and keep nothing that is not in the history.");
    }

    /// <summary>What is wrong with a point; null when nothing is.</summary>
    private static string? Mistake(SearchSpace space, IReadOnlyDictionary<string, ParameterValue> point)
    {
        if (point is null) return "is no point";
        var expected = 0;
        foreach (var parameter in space.Parameters)
        {
            if (!SearchSpace.IsActive(parameter, point)) continue;
            expected++;
            if (!point.TryGetValue(parameter.Name, out var value)) return $"has no '{parameter.Name}'";
            if (!parameter.Contains(value)) return $"has '{parameter.Name}' = {value}, which is outside the space";
        }

        return point.Count > expected ? "has a parameter that does not exist there" : null;
    }

    private static double Reached(IEnumerable<FunctionValue> told, Measure measure) => measure switch
    {
        Measure.Value => told.Min(e => e.Values[0]),
        Measure.FeasibleValue => told.Where(e => e.IsFeasible).Select(e => e.Values[0]).DefaultIfEmpty(double.PositiveInfinity).Min(),
        Measure.NoiseFreeValue => told.Where(e => !e.IsFailed).MinBy(e => e.Values[0]) is { } best
            ? best.NoiseFree ?? best.Values[0]
            : double.PositiveInfinity,
        _ => Hypervolume.Of(told.Select(e => e.Values), Reference),
    };
}
