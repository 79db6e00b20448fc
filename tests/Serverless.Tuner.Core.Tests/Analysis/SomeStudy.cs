using Serverless.Tuner.Core.Analysis;
using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Tests.Analysis;

/// <summary>Studies to be analysed: trial after trial, one second and a cent each.</summary>
internal sealed class SomeStudy(IReadOnlyList<ParameterSpec> space, params Direction[] directions)
{
    public static readonly DateTimeOffset Start = new(2031, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly Direction[] _directions = directions.Length > 0 ? directions : [Direction.Minimize];

    public List<Trial> Trials { get; } = [];

    public List<StudyEdit> Edits { get; } = [];

    public IReadOnlyList<string>? Names { get; init; }

    public Core.Studies.Study Study => new()
    {
        Spec = new StudySpec
        {
            Name = "some",
            SearchSpace = space,
            Directions = _directions,
            ValueNames = Names,
            Objective = new() { Kind = ObjectiveKind.External },
        },
        Run = "1",
        Sequence = Trials.Count,
        NextNumber = Trials.Count,
        CreatedAt = Start,
        StartedAt = Start,
        Edits = Edits,
        Spent = Money.Sum(Trials.Select(trial => trial.Cost)),
    };

    public static ParameterSpec Float(string name, double low, double high, bool log = false, double? step = null) =>
        new() { Name = name, Kind = ParameterKind.Float, Low = low, High = high, Log = log, Step = step };

    public static ParameterSpec Int(string name, double low, double high, bool log = false, double? step = null) =>
        new() { Name = name, Kind = ParameterKind.Int, Low = low, High = high, Log = log, Step = step };

    public static ParameterSpec Choice(string name, params string[] choices) =>
        new() { Name = name, Kind = ParameterKind.Categorical, Choices = [.. choices.Select(ParameterValue.Of)] };

    public static Dictionary<string, ParameterValue> Point(params ReadOnlySpan<(string Name, object Value)> values)
    {
        var point = new Dictionary<string, ParameterValue>(StringComparer.Ordinal);
        foreach (var (name, value) in values)
            point[name] = value switch
            {
                int x => ParameterValue.Of(x),
                double x => ParameterValue.Of(x),
                string x => ParameterValue.Of(x),
                _ => throw new ArgumentOutOfRangeException(nameof(values)),
            };
        return point;
    }

    public SomeStudy Complete(IReadOnlyDictionary<string, ParameterValue> point, params double[] values) =>
        Add(point, new TrialOutcome(TrialState.Complete) { Values = values });

    public SomeStudy Fail(IReadOnlyDictionary<string, ParameterValue> point) => Add(point, TrialOutcome.Failed("no luck"));

    public SomeStudy Add(IReadOnlyDictionary<string, ParameterValue> point, TrialOutcome outcome, int? lastStep = null)
    {
        var number = Trials.Count;
        Trials.Add(new Trial
        {
            Number = number,
            Parameters = point,
            Outcome = outcome,
            CreatedAt = Start.AddSeconds(number),
            StartedAt = Start.AddSeconds(number),
            EndedAt = outcome.State is TrialState.Waiting or TrialState.Running ? null : Start.AddSeconds(number + 1),
            Cost = new Money(10_000),
            LastStep = lastStep,
        });
        return this;
    }

    public AnalysedStudy Analysed(string? metric = null)
    {
        var study = Study;
        return AnalysedStudy.Of(study, Trials, SearchSpace.Of(study.Spec), metric)!;
    }
}
