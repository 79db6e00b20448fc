using Serverless.Tuner.Core.Samplers.Prior;
using Serverless.Tuner.Core.Samplers.Qmc;
using Serverless.Tuner.Core.Samplers.Scales;

namespace Serverless.Tuner.Core.Samplers.Gp;

/// <summary>Gaussian processes fitted to a history: fitted once, and extended by each pending trial.</summary>
internal sealed class GpSuggester : IModelSuggester
{
    // From this many objectives on hypervolume is too expensive: each suggestion improves one weighting of them.
    private const int ManyObjectives = 4;

    // With two or three objectives every second suggestion improves one weighting too: hypervolume alone stays at the ends of the front,
    // where a process predicts that an objective could fall below its bound (ZDT1, ZDT3 and DTLZ2 are all better with the turns).
    private const int Turns = 2;
    private const int MostIncumbents = 5;

    // How far a coordinate on a bound moves inwards when a pending trial is on that bound already.
    private const double Inwards = 1e-3;

    private readonly SamplerHistory _history;
    private readonly GpOptions _options;
    private readonly PointEncoding _encoding;
    private readonly QmcSuggester _start;
    private readonly TrainingTrials? _trials;
    private readonly GpSpace? _space;
    private readonly AcquisitionBuilder? _builder;
    private readonly bool _needsEarlier;
    private readonly List<double[]> _pending = [];
    private readonly HashSet<double[]> _known = new(PointComparer.Instance);
    private readonly TrustRegion? _region;
    private Acquisition? _acquisition;

    /// <param name="history">The study.</param>
    /// <param name="options">The options.</param>
    /// <param name="work">The arrays of fits.</param>
    /// <param name="prior">Processes of earlier studies.</param>
    /// <param name="region">Where it looks for points, from the trials near its centre; null for all over the space.</param>
    public GpSuggester(
        SamplerHistory history, GpOptions options, GpWorkspace work, IReadOnlyList<PriorProcess> prior, TrustRegion? region = null)
    {
        _region = region;
        _history = history;
        _options = options;
        _encoding = history.Encoding;
        var free = _encoding.Scales.Count(s => !s.IsConstant);
        var startup = options.NStartupTrials ?? GpOptions.DefaultStartup(history, prior.Count > 0);
        _start = new QmcSuggester(_encoding, new SobolSequence(history.Seed).Value, history.Excluded);
        var trials = TrainingTrials.Of(history, startup, options.NMaxTrials, region);
        if (free == 0 || !(trials.Valued.Length >= startup || (trials.Ended.Length >= 2 * startup && trials.Valued.Length >= 1))) return;

        _needsEarlier = options.NStartupTrials is null && trials.Valued.Length < GpOptions.DefaultStartup(history, isWarm: false);
        _trials = trials;
        _space = new GpSpace(history, [.. trials.Valued.Select((t, k) => (t, trials.Losses[k].Sum()))]);
        _builder = new AcquisitionBuilder(history, options, work, _space, trials, prior);
        foreach (var trial in trials.Stopped) AddPending(trial.Point);
        foreach (var trial in history.Encoded)
        {
            _known.Add(trial.Point);
            if (trial.IsPending) AddPending(trial.Point);
        }
    }

    public SuggestionNote? Note { get; private set; }

    /// <summary>Whether its model follows what earlier studies predict; of several objectives none does.</summary>
    public bool FollowsEarlier => _space is not null && _history.Directions.Count == 1 && WholeAcquisition.FollowsEarlier;

    private Acquisition WholeAcquisition => _acquisition ??= WithPending(_builder!.Build(_trials!.Losses));

    public IReadOnlyDictionary<string, ParameterValue> Suggest(int number)
    {
        Note = SuggestionNote.Start;
        if (_space is null || (_needsEarlier && !FollowsEarlier)) return _start.Suggest(number);

        var random = new TrialRandom(_history.Seed, number);
        var objectives = _history.Directions.Count;
        var acquisition = objectives >= ManyObjectives || (objectives > 1 && number % Turns != 0)
            ? WithPending(_builder!.Build(Scalarization.Apply(_trials!.Losses, Feasible(), random)))
            : WholeAcquisition;
        var incumbents = Incumbents(random);
        _space.SetRest(Rest(random));
        Dictionary<string, ParameterValue>? first = null;
        var box = acquisition.Lengths is { } lengths ? _region?.Box(_space, lengths) : null;
        foreach (var (genes, value) in new CandidateSearch(_space, acquisition, _options, box).Ranked(incumbents, random))
        {
            var values = _encoding.Decode(Whole(genes, random));
            if (_history.Excluded?.Contains(values) == true) continue;
            if (first is null) Note = NoteOf(acquisition, genes, value);
            first ??= values;
            // Encoded again from its values, so that the next suggestion is the same as after a round trip through the store.
            var point = _encoding.Encode(values);
            if (!_known.Add(point)) continue;
            if (!ReferenceEquals(first, values)) Note = NoteOf(acquisition, genes, value);
            AddPending(point);
            return values;
        }

        // All candidates are in regions that are excluded: whoever asks knows what takes the place of a point that is.
        first ??= _encoding.Decode(Whole(incumbents[0], random));
        // Every candidate has been tried, so most likely the whole space has: a repetition still tells of the noise.
        AddPending(_encoding.Encode(first!));
        return first!;
    }

    private SuggestionNote NoteOf(Acquisition acquisition, double[] genes, double value)
    {
        var forecast = acquisition.Forecast(genes);
        var losses = forecast?.Losses is { } all && all.All(double.IsFinite) ? all : null;
        return new SuggestionNote(_region is null ? "gp" : "local-gp")
        {
            LearntFrom = _trials!.Valued.Length,
            Acquisition = _history.Directions.Count == 1 ? "log expected improvement" : "log expected improvement of several values",
            Value = SuggestionNote.Finite(value),
            Values = losses is null ? null : [.. losses.Select((l, i) => _history.Directions[i] == Direction.Minimize ? l : -l)],
            Deviations = losses is not null && forecast?.Deviations is { } d && d.All(double.IsFinite) ? d : null,
        };
    }

    public void AddPending(int number, double[] point)
    {
        if (_space is null) return;
        _known.Add(point);
        AddPending(point);
    }

    private void AddPending(double[] point)
    {
        _pending.Add(point);
        _acquisition?.AddPending(point);
    }

    private Acquisition WithPending(Acquisition acquisition)
    {
        foreach (var point in _pending) acquisition.AddPending(point);
        return acquisition;
    }

    /// <summary>The losses of feasible trials; of all while there are none.</summary>
    private double[][] Feasible()
    {
        var feasible = _trials!.Losses.Where((_, k) => _trials.Valued[k].IsFeasible).ToArray();
        return feasible.Length > 0 ? feasible : _trials.Losses;
    }

    /// <summary>The genes of the best known points; a gene that a point lacks is drawn.</summary>
    private double[][] Incumbents(TrialRandom random)
    {
        var order = Enumerable.Range(0, _trials!.Valued.Length);
        if (_history.Directions.Count == 1)
        {
            order = order.OrderBy(k => _trials.Valued[k].Violation).ThenBy(k => _trials.Losses[k][0]).ThenBy(k => k);
        }
        else
        {
            var front = HypervolumeImprovement.Front(_trials.Losses).ToHashSet();
            var drawn = _trials.Valued.Select(_ => random.NextDouble()).ToArray();
            order = order.OrderBy(k => _trials.Valued[k].Violation)
                .ThenBy(k => front.Contains(_trials.Losses[k]) ? 0 : 1).ThenBy(k => drawn[k]);
        }

        return [.. order.Take(MostIncumbents).Select(k => _space!.Dimensions.Select(d =>
        {
            var x = _trials.Valued[k].Point[d.Parameter];
            return double.IsNaN(x) ? d.Draw(random) : x;
        }).ToArray())];
    }

    /// <summary>Coordinates for what is not modelled: in a space of very many
    /// parameters those of the best trial, some of them drawn anew.</summary>
    private double[] Rest(TrialRandom random)
    {
        var rest = new double[_encoding.Dimensions];
        if (rest.Length <= GpSpace.MostDimensions) return rest;
        var best = Enumerable.Range(0, _trials!.Valued.Length)
            .OrderBy(k => _trials.Valued[k].Violation).ThenBy(k => _trials.Losses[k][0]).First();
        var point = _trials.Valued[best].Point;
        for (var i = 0; i < rest.Length; i++)
        {
            var scale = _encoding.Scales[i];
            if (!double.IsNaN(point[i]) && random.NextDouble() < 0.9) rest[i] = point[i];
            else rest[i] = scale is ChoiceScale choices ? random.NextInt(choices.Count) : random.NextClosedDouble();
        }

        return rest;
    }

    /// <summary>The whole point; on a bound that a pending point is on already, it moves a little inwards.</summary>
    private double[] Whole(double[] genes, TrialRandom random)
    {
        var point = new double[_encoding.Dimensions];
        foreach (var (dimension, i) in _space!.Dimensions.Select((d, i) => (d, i)))
            if (dimension.Scale is not (IDiscreteScale or ChoiceScale)
                && genes[i] is 0 or 1 && _pending.Exists(p => p[dimension.Parameter] == genes[i]))
                genes[i] += (genes[i] == 0 ? Inwards : -Inwards) * random.NextDouble();
        _space.Complete(genes, point);
        return point;
    }
}
