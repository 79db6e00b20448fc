using System.Text.Json;

namespace Serverless.Tuner.Contracts.Tests;

public sealed class ParameterValueTests
{
    public static TheoryData<string, ParameterValueKind> Scalars => new()
    {
        { "1", ParameterValueKind.Int },
        { "-9223372036854775808", ParameterValueKind.Int },
        { "1.0", ParameterValueKind.Float },
        { "0.1", ParameterValueKind.Float },
        { "1E+300", ParameterValueKind.Float },
        { "5E-324", ParameterValueKind.Float },
        { "\"relu\"", ParameterValueKind.Text },
        { "\"\"", ParameterValueKind.Text },
        { "true", ParameterValueKind.Bool },
        { "false", ParameterValueKind.Bool },
        { "null", ParameterValueKind.Null },
    };

    [Theory, MemberData(nameof(Scalars))]
    public void Json_RoundTrip_KeepsKindAndText(string json, ParameterValueKind kind)
    {
        var value = JsonSerializer.Deserialize<ParameterValue>(json, TunerJson.Options);

        Assert.Equal(kind, value.Kind);
        Assert.Equal(json, JsonSerializer.Serialize(value, TunerJson.Options));
    }

    [Theory, InlineData("[]"), InlineData("{}"), InlineData("1e999")]
    public void Deserialize_NoScalar_Throws(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<ParameterValue>(json, TunerJson.Options));

    [Fact]
    public void Json_NullAmongValues_IsAValueAndNotAbsence()
    {
        const string Json = """{"a":null,"b":"null"}""";
        var point = JsonSerializer.Deserialize<Dictionary<string, ParameterValue>>(Json, TunerJson.Options)!;

        Assert.Equal(ParameterValue.Null, point["a"]);
        Assert.NotEqual(ParameterValue.Null, point["b"]);
        Assert.Equal(Json, JsonSerializer.Serialize(point, TunerJson.Options));
    }

    [Fact]
    public void Equals_IntegerAndDoubleOfTheSameSize_AreDifferent()
    {
        Assert.NotEqual(ParameterValue.Of(1L), ParameterValue.Of(1.0));
        Assert.Equal(ParameterValue.Of("a"), ParameterValue.Of("a"));
        Assert.Equal(ParameterValue.Of(0.5).GetHashCode(), ParameterValue.Of(0.5).GetHashCode());
    }

    [Theory, InlineData(double.NaN), InlineData(double.PositiveInfinity)]
    public void Of_NotFinite_Throws(double value) => Assert.Throws<ArgumentOutOfRangeException>(() => ParameterValue.Of(value));

    [Fact]
    public void As_OtherKind_Throws()
    {
        Assert.Throws<InvalidOperationException>(() => ParameterValue.Of("x").AsDouble());
        Assert.Throws<InvalidOperationException>(() => ParameterValue.Of(1.5).AsInt());
        Assert.Throws<InvalidOperationException>(() => ParameterValue.Of(1L).AsBool());
        Assert.Throws<InvalidOperationException>(() => ParameterValue.Null.AsDouble());
        Assert.Equal(3.0, ParameterValue.Of(3L).AsDouble());
    }
}
