using Serverless.Tuner.Benchmarks.Functions;
using Serverless.Tuner.Benchmarks.Runs;
using Serverless.Tuner.Core.Memory;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Benchmarks.Memory;

/// <summary>One of a family of tasks: a function whose landscape is moved.</summary>
/// <param name="Function">The function, of floats.</param>
/// <param name="Move">By how much of its range each parameter's is moved.</param>
internal sealed record MovedTask(TestFunction Function, IReadOnlyList<double> Move)
{
    private static readonly DateTimeOffset s_start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A member of a family, moved by up to <paramref name="most"/> of the range, and by another way beside.</summary>
    public static MovedTask Of(TestFunction function, long seed, int number, double most, IReadOnlyList<double>? beside = null)
    {
        var random = new TrialRandom(seed, number);
        return new MovedTask(
            function,
            [.. function.Parameters.Select((_, i) => (most * ((2 * random.NextDouble()) - 1)) + (beside?[i] ?? 0))]);
    }

    /// <summary>A study of it; all of one number of parameters have the same space.</summary>
    public StudySpec Spec(string name, int trials, long seed, SamplerChoice sampler) => new()
    {
        Name = name,
        Objective = new ObjectiveSpec { Kind = ObjectiveKind.Registered, Name = "family" },
        Directions = [Direction.Minimize],
        SearchSpace = TestFunction.Floats(Move.Count, 0, 1),
        Trials = trials,
        Seed = seed,
        Sampler = sampler.Spec,
    };

    /// <summary>Runs a study of it.</summary>
    public (Study Study, IReadOnlyList<Trial> Trials) Run(StudySpec spec, SamplerChoice choice, ResolvedWarmStart? warm)
    {
        var study = StudyMachine.Create(spec, "1", s_start) with
        {
            Id = new Guid((int)spec.Seed, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
            Queue = warm?.Points ?? [],
            WarmStart = warm?.State,
        };
        var sampler = choice.Create();
        var history = new SamplerHistory(WarmStarts.SpaceOf(spec, warm?.State, []), spec.Directions, spec.Seed)
        {
            Prior = warm?.Studies ?? [],
        };
        var trials = new List<Trial>();
        while (study.State == StudyState.Running)
        {
            var step = new AdvanceStep
            {
                Sequence = study.Sequence + 1,
                Running = new HashSet<int>(),
                Now = s_start.AddMinutes(trials.Count),
            };
            var result = StudyMachine.Advance(study, trials, step, sampler, history);
            trials.AddRange(result.NewTrials.Select(t => t with
            {
                Outcome = new TrialOutcome(TrialState.Complete) { Values = [Value(t.Parameters)] },
            }));
            study = result.Study;
        }

        return (study, trials);
    }

    private double Value(IReadOnlyDictionary<string, ParameterValue> point)
    {
        var moved = new Dictionary<string, ParameterValue>();
        foreach (var (p, i) in Function.Parameters.Select((p, i) => (p, i)))
            moved[p.Name] = ParameterValue.Of(p.Low!.Value + ((p.High!.Value - p.Low.Value) * (point[p.Name].AsDouble() - Move[i])));
        return Function.Evaluate(moved).Values[0];
    }
}
