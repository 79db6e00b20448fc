namespace Serverless.Tuner.Core.Samplers.Auto;

/// <summary>Asks the sampler that is chosen for each trial; each is fitted
/// when it is first asked, and told what the others suggested.</summary>
internal sealed class AutoSuggester(
    SamplerHistory history, Func<int, Func<ISampler, ISuggester>, (ISampler Sampler, double? Share)> choose) : ISuggester
{
    private readonly Dictionary<ISampler, ISuggester> _fitted = [];
    private readonly List<(int Number, double[] Point)> _suggested = [];

    public SuggestionNote? Note { get; private set; }

    public IReadOnlyDictionary<string, ParameterValue> Suggest(int number)
    {
        var (sampler, share) = choose(number, Fitted);
        var suggester = Fitted(sampler);
        var values = suggester.Suggest(number);
        Note = suggester.Note is { } note && note != SuggestionNote.Start ? note with { Share = share } : suggester.Note;
        var point = history.Encoding.Encode(values);
        _suggested.Add((number, point));
        foreach (var other in _fitted.Values)
            if (!ReferenceEquals(other, suggester) && other is IModelSuggester model) model.AddPending(number, point);
        return values;
    }

    private ISuggester Fitted(ISampler sampler)
    {
        if (_fitted.TryGetValue(sampler, out var suggester)) return suggester;
        _fitted.Add(sampler, suggester = sampler.Prepare(history));
        if (suggester is IModelSuggester model)
            foreach (var (earlier, pending) in _suggested)
                model.AddPending(earlier, pending);
        return suggester;
    }
}
