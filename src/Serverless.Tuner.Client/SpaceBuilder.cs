using System.Collections;

namespace Serverless.Tuner.Client;

/// <summary>A search space, parameter by parameter: <c>new SpaceBuilder().Float("lr", 1e-5, 0.1, log: true).Int("layers", 1, 8)</c>.
/// What a parameter takes is for the server to judge.</summary>
public sealed class SpaceBuilder : IReadOnlyList<ParameterSpec>
{
    private readonly List<ParameterSpec> _parameters = [];

    /// <inheritdoc />
    public int Count => _parameters.Count;

    /// <inheritdoc />
    public ParameterSpec this[int index] => _parameters[index];

    /// <summary>A real number in [low, high].</summary>
    /// <param name="name">Its name.</param>
    /// <param name="low">The lowest value.</param>
    /// <param name="high">The highest value.</param>
    /// <param name="log">Whether it is searched on a logarithmic scale.</param>
    /// <param name="step">Values are low, low + step, low + 2 step, …</param>
    public SpaceBuilder Float(string name, double low, double high, bool log = false, double? step = null) =>
        Add(new ParameterSpec { Name = name, Kind = ParameterKind.Float, Low = low, High = high, Log = log, Step = step });

    /// <summary>A probability in [low, high], searched on a logit scale: near 0 and near 1 as closely as between.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="low">The lowest value, above 0.</param>
    /// <param name="high">The highest value, below 1.</param>
    public SpaceBuilder Logit(string name, double low, double high) =>
        Add(new ParameterSpec { Name = name, Kind = ParameterKind.Float, Low = low, High = high, Scale = ScaleKind.Logit });

    /// <summary>An integer in [low, high].</summary>
    /// <param name="name">Its name.</param>
    /// <param name="low">The lowest value.</param>
    /// <param name="high">The highest value.</param>
    /// <param name="log">Whether it is searched on a logarithmic scale.</param>
    /// <param name="step">Values are low, low + step, low + 2 step, …</param>
    public SpaceBuilder Int(string name, long low, long high, bool log = false, long? step = null) =>
        Add(new ParameterSpec { Name = name, Kind = ParameterKind.Int, Low = low, High = high, Log = log, Step = step });

    /// <summary>One of the choices.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="choices">Texts, numbers, booleans and null.</param>
    public SpaceBuilder Categorical(string name, params ReadOnlySpan<object?> choices) =>
        Add(new ParameterSpec { Name = name, Kind = ParameterKind.Categorical, Choices = Values(choices) });

    /// <summary>One of the choices, which are in their order: neighbours are alike.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="choices">Numbers and texts.</param>
    public SpaceBuilder Ordinal(string name, params ReadOnlySpan<object?> choices) =>
        Add(new ParameterSpec { Name = name, Kind = ParameterKind.Ordinal, Choices = Values(choices) });

    /// <summary>A normally distributed number.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="mu">The mean.</param>
    /// <param name="sigma">The standard deviation.</param>
    /// <param name="low">What it is cut off at, if anything.</param>
    /// <param name="high">What it is cut off at, if anything.</param>
    public SpaceBuilder Normal(string name, double mu, double sigma, double? low = null, double? high = null) =>
        Add(new ParameterSpec { Name = name, Kind = ParameterKind.Normal, Mu = mu, Sigma = sigma, Low = low, High = high });

    /// <summary>A number whose logarithm is normally distributed.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="mu">The mean of the logarithm.</param>
    /// <param name="sigma">The standard deviation of the logarithm.</param>
    /// <param name="low">What it is cut off at, if anything.</param>
    /// <param name="high">What it is cut off at, if anything.</param>
    public SpaceBuilder LogNormal(string name, double mu, double sigma, double? low = null, double? high = null) =>
        Add(new ParameterSpec { Name = name, Kind = ParameterKind.LogNormal, Mu = mu, Sigma = sigma, Low = low, High = high });

    /// <summary>Has the parameter that was added last exist only when another one has one of these values.</summary>
    /// <param name="parent">The other parameter.</param>
    /// <param name="values">Its values.</param>
    public SpaceBuilder When(string parent, params ReadOnlySpan<object?> values)
    {
        if (_parameters is not [.., var last]) throw new InvalidOperationException("There is no parameter yet to have a condition.");
        var when = (last.When ?? new Dictionary<string, IReadOnlyList<ParameterValue>>()).ToDictionary(StringComparer.Ordinal);
        when[parent] = Values(values);
        _parameters[^1] = last with { When = when };
        return this;
    }

    /// <summary>Adds a parameter.</summary>
    public SpaceBuilder Add(ParameterSpec parameter)
    {
        if (_parameters.Exists(known => known.Name == parameter.Name))
            throw new ArgumentException($"There is a parameter '{parameter.Name}' already.", nameof(parameter));
        _parameters.Add(parameter);
        return this;
    }

    /// <inheritdoc />
    public IEnumerator<ParameterSpec> GetEnumerator() => _parameters.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Values as JSON has them.</summary>
    internal static ParameterValue[] Values(ReadOnlySpan<object?> values)
    {
        var converted = new ParameterValue[values.Length];
        for (var i = 0; i < values.Length; i++) converted[i] = Value(values[i]);
        return converted;
    }

    internal static ParameterValue Value(object? value) => value switch
    {
        null => ParameterValue.Null,
        ParameterValue known => known,
        string text => ParameterValue.Of(text),
        bool flag => ParameterValue.Of(flag),
        int or long or short or byte or sbyte or ushort or uint => ParameterValue.Of(
            Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture)),
        double number => ParameterValue.Of(number),
        float number => ParameterValue.Of(number),
        _ => throw new ArgumentException($"A parameter's value is a text, a number, a boolean or null, not {value.GetType().Name}."),
    };
}
