namespace Serverless.Tuner.Client;

/// <summary>How an objective asks for its parameters while it runs, in a study whose space is open.</summary>
public sealed partial class WorkerTrial
{
    /// <summary>The parameters that were asked for so far; null in a study whose objective asks for none.</summary>
    private string[]? Used => _declared.IsAny ? [.. _used.Keys] : null;

    /// <summary>A real number in [low, high].</summary>
    /// <param name="name">Its name.</param>
    /// <param name="low">The lowest value.</param>
    /// <param name="high">The highest value.</param>
    /// <param name="log">Whether it is searched on a logarithmic scale.</param>
    /// <param name="step">Values are low, low + step, low + 2 step, …</param>
    /// <exception cref="TunerApiException">The study knows a parameter of that name with another distribution, or cannot have this
    /// one.</exception>
    /// <exception cref="OperationCanceledException">The trial is no longer this worker's.</exception>
    public async Task<double> SuggestFloatAsync(string name, double low, double high, bool log = false, double? step = null) =>
        (await SuggestAsync(new SpaceBuilder().Float(name, low, high, log, step)))[name].AsDouble();

    /// <summary>An integer in [low, high].</summary>
    /// <param name="name">Its name.</param>
    /// <param name="low">The lowest value.</param>
    /// <param name="high">The highest value.</param>
    /// <param name="log">Whether it is searched on a logarithmic scale.</param>
    /// <param name="step">Values are low, low + step, low + 2 step, …</param>
    /// <inheritdoc cref="SuggestFloatAsync" path="/exception" />
    public async Task<long> SuggestIntAsync(string name, long low, long high, bool log = false, long? step = null) =>
        (await SuggestAsync(new SpaceBuilder().Int(name, low, high, log, step)))[name].AsInt();

    /// <summary>One of the choices.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="choices">Texts, numbers, booleans and null.</param>
    /// <inheritdoc cref="SuggestFloatAsync" path="/exception" />
    public async Task<T> SuggestCategoricalAsync<T>(string name, IReadOnlyList<T> choices)
    {
        ParameterValue[] values = [.. choices.Select(choice => SpaceBuilder.Value(choice))];
        var value = (await SuggestAsync([new ParameterSpec { Name = name, Kind = ParameterKind.Categorical, Choices = values }]))[name];
        var at = Array.IndexOf(values, value);
        return at >= 0 ? choices[at] : throw new InvalidOperationException($"The server answered {value}, which is no choice of '{name}'.");
    }

    /// <summary>Several parameters at once, of any kind. What the server has accepted of this worker before is not asked again.</summary>
    /// <param name="asked">The parameters; a <see cref="SpaceBuilder"/> makes some.</param>
    /// <returns>Their values by name.</returns>
    /// <inheritdoc cref="SuggestFloatAsync" path="/exception" />
    public async Task<IReadOnlyDictionary<string, ParameterValue>> SuggestAsync(IReadOnlyList<ParameterSpec> asked)
    {
        var unknown = asked.Where(parameter => !_declared.Has(parameter) || !_parameters.ContainsKey(parameter.Name)).ToArray();
        if (unknown.Length > 0) await DeclareAsync(unknown);
        foreach (var parameter in asked) _used[parameter.Name] = true;
        return asked.ToDictionary(parameter => parameter.Name, parameter => this[parameter.Name], StringComparer.Ordinal);
    }

    private async Task DeclareAsync(ParameterSpec[] parameters)
    {
        var request = new ParametersRequest(Lease, parameters.ToDictionary(p => p.Name, ParameterDeclaration.Of, StringComparer.Ordinal));
        var answer = await _held.CallAsync(client => client.DeclareParametersAsync(Study, Number, request, Over))
            ?? throw new OperationCanceledException($"Trial {Number} of study {Study} has ended.", Over);
        foreach (var (name, value) in answer.Parameters) _parameters[name] = value;
        foreach (var parameter in parameters) _declared.Add(parameter);
        if (answer.Prune) _held.End(new EndedTrial(Number, TrialState.Pruned, answer.Reason));
    }
}
