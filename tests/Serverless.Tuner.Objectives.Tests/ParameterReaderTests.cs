namespace Serverless.Tuner.Objectives.Tests;

public sealed class ParameterReaderTests
{
    private enum Colour
    {
        Red,
        DarkBlue,
    }

    [Fact]
    public void Float_Missing_IsNamed() => Fails("{}", r => r.Float("slope"), "'slope'");

    [Theory]
    [InlineData("""{"a":"x"}""")]
    [InlineData("""{"a":true}""")]
    [InlineData("""{"a":11}""")]
    [InlineData("""{"a":-0.1}""")]
    public void Float_NoNumberInRange_IsNamed(string json) => Fails(json, r => r.Float("a", 1, 0, 10), " a ");

    [Theory]
    [InlineData("""{"a":1.5}""")]
    [InlineData("""{"a":"1"}""")]
    [InlineData("""{"a":11}""")]
    [InlineData("""{"a":1e300}""")]
    public void Int_NoWholeNumberInRange_IsNamed(string json) => Fails(json, r => r.Int("a", 1, 0, 10), " a ");

    [Fact]
    public void Int_WholeFloat_IsTaken() => Assert.Equal(7, Reader("""{"a":7.0}""").Int("a", 1, 0, 10));

    [Fact]
    public void Choice_NoMember_ListsThem() => Fails("""{"a":"green"}""", r => (int)r.Choice("a", Colour.Red), "red, darkblue");

    [Fact]
    public void Choice_Member_IsTaken() => Assert.Equal(Colour.DarkBlue, Reader("""{"a":"darkblue"}""").Choice("a", Colour.Red));

    [Fact]
    public void OrNull_Null_IsReadAsNull()
    {
        var reader = Reader("""{"a":null,"b":null,"c":null}""");

        Assert.Null(reader.FloatOrNull("a", 1));
        Assert.Null(reader.IntOrNull("b", 1, 0, 10));
        Assert.Null(reader.ChoiceOrNull<Colour>("c", Colour.Red));
        reader.RejectUnknown();
    }

    [Fact]
    public void OrNull_AbsentOrAValue_IsTheFallbackOrTheValue()
    {
        var reader = Reader("""{"a":0.5,"b":7,"c":"darkblue"}""");

        Assert.Equal((0.5, 7), (reader.FloatOrNull("a"), reader.IntOrNull("b", 1, 0, 10)));
        Assert.Equal(Colour.DarkBlue, reader.ChoiceOrNull<Colour>("c", null));
        Assert.Equal((2.5, 3), (reader.FloatOrNull("x", 2.5), reader.IntOrNull("y", 3, 0, 10)));
        Assert.Equal(Colour.Red, reader.ChoiceOrNull<Colour>("z", Colour.Red));
    }

    [Theory]
    [InlineData("""{"a":null}""")]
    public void NotOrNull_Null_IsNamed(string json)
    {
        Fails(json, r => r.Float("a", 1), " a ");
        Fails(json, r => r.Int("a", 1, 0, 10), " a ");
        Fails(json, r => (int)r.Choice("a", Colour.Red), " a ");
        Fails("""{"a":11}""", r => r.IntOrNull("a", 1, 0, 10) ?? 0, " a ");
    }

    [Fact]
    public void RejectUnknown_NameThatNobodyRead_IsNamed() => Fails(
        """{"a":1,"b":2}""",
        r =>
        {
            r.Float("a");
            r.RejectUnknown();
            return 0;
        },
        "'b'");

    private static ParameterReader Reader(string json) => new("any", Parameters.Of(json));

    private static void Fails(string json, Func<ParameterReader, double> read, string named) =>
        Assert.Contains(named, Assert.Throws<ObjectiveException>(() => read(Reader(json))).Message);
}
