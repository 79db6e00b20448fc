using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Serverless.Tuner.Contracts;

/// <summary>
/// The value of one hyperparameter: a 64-bit integer, a finite double, a string, a boolean or null; in JSON the scalar itself.
/// </summary>
/// <remarks>An integer and a double of the same size are different values: <c>1</c> is not <c>1.0</c>.</remarks>
[JsonConverter(typeof(ParameterValueConverter))]
public readonly struct ParameterValue : IEquatable<ParameterValue>
{
    private readonly long _bits;
    private readonly string? _text;

    private ParameterValue(ParameterValueKind kind, long bits, string? text)
    {
        Kind = kind;
        _bits = bits;
        _text = text;
    }

    /// <summary>Which of the five kinds this value is.</summary>
    public ParameterValueKind Kind { get; }

    /// <summary>A double.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is NaN or infinite.</exception>
    public static ParameterValue Of(double value) => double.IsFinite(value)
        ? new(ParameterValueKind.Float, BitConverter.DoubleToInt64Bits(value), null)
        : throw new ArgumentOutOfRangeException(nameof(value), value, "A parameter's value must be finite.");

    /// <summary>An integer.</summary>
    public static ParameterValue Of(long value) => new(ParameterValueKind.Int, value, null);

    /// <summary>A string.</summary>
    public static ParameterValue Of(string value) =>
        new(ParameterValueKind.Text, 0, value ?? throw new ArgumentNullException(nameof(value)));

    /// <summary>A boolean.</summary>
    public static ParameterValue Of(bool value) => new(ParameterValueKind.Bool, value ? 1 : 0, null);

    /// <summary>JSON's <c>null</c>, which a categorical may have among its choices.</summary>
    public static ParameterValue Null { get; } = new(ParameterValueKind.Null, 0, null);

    /// <summary>The value as a double; integers are converted.</summary>
    /// <exception cref="InvalidOperationException">The value is no number.</exception>
    public double AsDouble() => Kind switch
    {
        ParameterValueKind.Float => BitConverter.Int64BitsToDouble(_bits),
        ParameterValueKind.Int => _bits,
        _ => throw new InvalidOperationException($"'{this}' is a {Kind}, not a number."),
    };

    /// <summary>The value as an integer.</summary>
    /// <exception cref="InvalidOperationException">The value is not an integer.</exception>
    public long AsInt() => Kind == ParameterValueKind.Int
        ? _bits
        : throw new InvalidOperationException($"'{this}' is a {Kind}, not an integer.");

    /// <summary>The value as a boolean.</summary>
    /// <exception cref="InvalidOperationException">The value is not a boolean.</exception>
    public bool AsBool() => Kind == ParameterValueKind.Bool
        ? _bits != 0
        : throw new InvalidOperationException($"'{this}' is a {Kind}, not a boolean.");

    /// <summary>Whether it is JSON's <c>null</c>.</summary>
    public bool IsNull => Kind == ParameterValueKind.Null;

    /// <summary>Whether the value is an integer or a double.</summary>
    public bool IsNumber => Kind is ParameterValueKind.Float or ParameterValueKind.Int;

    /// <summary>Whether it is a text with a NUL, which no argument of a program can hold.</summary>
    public bool HasNul => _text?.Contains('\0', StringComparison.Ordinal) == true;

    /// <inheritdoc />
    public bool Equals(ParameterValue other) => Kind == other.Kind && _bits == other._bits && _text == other._text;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is ParameterValue other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Kind, _bits, _text);

    /// <summary>The value as invariant text: the shortest that reads back as the same number; <c>true</c>, <c>false</c> or <c>null</c>.
    /// </summary>
    public override string ToString() => Kind switch
    {
        ParameterValueKind.Float => BitConverter.Int64BitsToDouble(_bits).ToString("R", CultureInfo.InvariantCulture),
        ParameterValueKind.Int => _bits.ToString(CultureInfo.InvariantCulture),
        ParameterValueKind.Bool => _bits != 0 ? "true" : "false",
        ParameterValueKind.Null => "null",
        _ => _text ?? "",
    };

    /// <summary>Equality by kind and value.</summary>
    public static bool operator ==(ParameterValue left, ParameterValue right) => left.Equals(right);

    /// <summary>Inequality by kind or value.</summary>
    public static bool operator !=(ParameterValue left, ParameterValue right) => !left.Equals(right);

    /// <summary>Reads a JSON scalar; none when it is an array or an object, or a number that is not finite.</summary>
    public static ParameterValue? FromJson(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => Of(element.GetString()!),
        JsonValueKind.True => Of(true),
        JsonValueKind.False => Of(false),
        JsonValueKind.Null => Null,
        JsonValueKind.Number => FromNumber(element),
        _ => null,
    };

    private static ParameterValue? FromNumber(JsonElement element)
    {
        if (element.TryGetInt64(out var integer)) return Of(integer);
        return element.TryGetDouble(out var number) && double.IsFinite(number) ? Of(number) : null;
    }
}
