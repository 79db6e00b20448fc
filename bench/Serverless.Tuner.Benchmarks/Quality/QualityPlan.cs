using Serverless.Tuner.Benchmarks.Functions;
using Serverless.Tuner.Benchmarks.Peers;
using Serverless.Tuner.Benchmarks.Runs;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Benchmarks.Quality;

/// <summary>What a request comes to: checked, with nothing left to choose.</summary>
public sealed class QualityPlan
{
    private readonly List<string> _remarks = [];

    private QualityPlan(QualityRequest request)
    {
        Request = request;
        Peers = PeerData.Read();
        if (request.Seeds < 1) throw new BenchmarkInputException("At least one seed is needed.");
        if (request.Trials is { } trials && (trials.Count == 0 || trials.Any(t => t < 1)))
            throw new BenchmarkInputException("Numbers of trials are 1 or more.");

        var suites = NamedSuites();
        RefuseUnknownFunctions(suites);
        var samplers = NamedSamplers();
        Planned = [.. suites.Select(suite => PlanFor(suite, samplers)).Where(planned => planned.Jobs.Any())];
        if (Planned.Count == 0)
            throw new BenchmarkInputException(string.Join(Environment.NewLine, _remarks.Prepend("There is nothing to run.")));
        RefuseUnknownPeers();
    }

    /// <summary>What was asked for.</summary>
    public QualityRequest Request { get; }

    /// <summary>What is left out, and why.</summary>
    public IReadOnlyList<string> Remarks => _remarks;

    /// <summary>How many runs there are.</summary>
    public int RunCount => Planned.Sum(p => p.Jobs.Count()) * Request.Seeds;

    /// <summary>What runs.</summary>
    internal IReadOnlyList<PlannedSuite> Planned { get; }

    /// <summary>What peers reached.</summary>
    internal PeerData Peers { get; }

    /// <summary>Checks a request.</summary>
    /// <exception cref="BenchmarkInputException">Something that it names is not there, or nothing would run.</exception>
    public static QualityPlan Of(QualityRequest request) => new(request);

    private Suite[] NamedSuites()
    {
        var suites = Suites.All.Where(s => Request.Suite == QualityRequest.AllSuites || Request.Suite == s.Name).ToArray();
        if (suites.Length > 0) return suites;
        var names = string.Join(", ", Suites.All.Select(s => s.Name));
        throw new BenchmarkInputException($"There is no suite '{Request.Suite}'; there are {names} and {QualityRequest.AllSuites}.");
    }

    private IReadOnlyList<SamplerChoice>? NamedSamplers() =>
        Request.Samplers is { } text ? SamplerChoices.Parse(text, Request.Catalog) : null;

    private PlannedSuite PlanFor(Suite suite, IReadOnlyList<SamplerChoice>? named)
    {
        var functions = suite.Functions.Where(f => Request.Functions?.Contains(f.Name) ?? true).ToArray();
        var samplers = (named ?? SamplerChoices.Parse(string.Join(',', suite.Samplers), Request.Catalog))
            .Where(s => Serves(s, suite, functions)).ToArray();
        int[] trials = Request.Trials is { } numbers ? [.. numbers.Distinct().Order()] : [.. suite.Trials];
        return new PlannedSuite(suite, functions, samplers, trials);
    }

    private bool Serves(SamplerChoice sampler, Suite suite, IEnumerable<TestFunction> functions)
    {
        var refusal = functions
            .Select(f => sampler.Refusal(SearchSpace.From(f.Parameters), [.. Enumerable.Repeat(Direction.Minimize, f.Objectives)]))
            .FirstOrDefault(reason => reason is not null);
        if (refusal is not null) _remarks.Add($"{sampler.Label} is left out of the suite {suite.Name}: {refusal}");
        return refusal is null;
    }

    private void RefuseUnknownFunctions(Suite[] suites)
    {
        var known = suites.SelectMany(s => s.Functions).Select(f => f.Name).Distinct().ToArray();
        if (Request.Functions?.FirstOrDefault(f => !known.Contains(f)) is { } unknown)
            throw new BenchmarkInputException(
                $"There is no function '{unknown}' in the suite {Request.Suite}; there are {string.Join(", ", known)}.");
    }

    private void RefuseUnknownPeers()
    {
        var known = Planned
            .SelectMany(p => p.Functions.SelectMany(f => Peers.On(p.Suite.Name, f.Name).Keys).Concat(p.Samplers.Select(s => s.Label)))
            .Distinct().ToArray();
        if (Request.Peers.FirstOrDefault(peer => !known.Contains(peer)) is { } unknown)
            throw new BenchmarkInputException(
                $"There is no peer '{unknown}' there; there are:{Environment.NewLine}  "
                + $"{string.Join(Environment.NewLine + "  ", known)}");
    }
}
