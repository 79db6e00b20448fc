using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Serverless.Tuner.Core.SearchSpaces.Expressions;
using Interval = Serverless.Tuner.Core.SearchSpaces.Expressions.Interval;

namespace Serverless.Tuner.Core.Tests.SearchSpaces;

public sealed class WhereExpressionTests
{
    [Theory]
    [InlineData("a <= b", 1, 1, true)]
    [InlineData("a < b", 1, 1, false)]
    [InlineData("a >= b", 1, 1, true)]
    [InlineData("a > b", 1, 1, false)]
    [InlineData("a > b", 2, 1, true)]
    [InlineData("2 * a + 3 * b <= 8", 1, 2, true)]
    [InlineData("2 * (a + 3) * b <= 15.9", 1, 2, false)]
    [InlineData("a - b - 1 >= 0", 5, 4, true)]
    [InlineData("a - (b - 1) >= 2.5", 5, 4, false)]
    [InlineData("-a*b<1e1", 4, -2, true)]
    [InlineData("-(a + b) < - - 1", 4, -5, false)]
    [InlineData("+ a <= .5E1", 5, 0, true)]
    // Rounding breaks no limit, and passes none.
    [InlineData("a + b <= 0.3", 0.1, 0.2, true)]
    [InlineData("a + b > 0.3", 0.1, 0.2, false)]
    [InlineData("a + b - 0.3 <= 0", 0.1, 0.2, true)]
    // Integers have none.
    [InlineData("a < b", 9007199254740991, 9007199254740992, true)]
    public void IsKeptBy_Point_IsArithmetic(string text, double a, double b, bool isKept)
    {
        var (expression, error) = WhereParser.Parse(text);
        Assert.Null(error);
        Assert.Equal(isKept, expression!.IsKeptBy(Point(("a", a), ("b", b))));
    }

    [Fact]
    public void IsKeptBy_PointThatLacksAParameter_IsTrue()
    {
        var expression = WhereParser.Parse("a + `my b-1` <= 0").Expression!;
        Assert.False(expression.IsKeptBy(Point(("a", 1), ("my b-1", 2))));
        Assert.True(expression.IsKeptBy(Point(("a", 1))));
        Assert.True(expression.IsKeptBy(new Dictionary<string, ParameterValue>
        {
            ["a"] = ParameterValue.Of(1),
            ["my b-1"] = ParameterValue.Of("none"),
        }));
    }

    [Theory]
    [InlineData("units2<=units1", "units2 <= units1")]
    [InlineData("  2*( `a` +b)\n>  `c d` ", "2 * ( a + b ) > `c d`")]
    public void Parse_Spacing_DoesNotMatter(string text, string written) => Assert.Equal(written, WhereParser.Parse(text).Expression!.Text);

    [Theory]
    [InlineData("a <", "ends at column 4, where a number, a parameter or ( is to stand")]
    [InlineData("a", "ends at column 2, where <=, <, >= or > is to stand")]
    [InlineData("a + * b < 1", "column 5: '*' stands where a number, a parameter or ( is to stand")]
    [InlineData("2 a < 1", "column 3: 'a' stands where <=, <, >= or > is to stand")]
    [InlineData("(a + b < 1", "column 8: '<' stands where an operator or ) is to stand")]
    [InlineData("(a + b", "column 1: '(' has no )")]
    [InlineData("a < 1)", "column 6: ')' stands where an operator or the end is to stand")]
    [InlineData("1 < a < 2", "column 7: '<' is a second comparison: give it as an expression of its own")]
    [InlineData("a / b < 1", "column 3: '/' is nothing that an expression has: numbers, parameters, + - * ( ) and one of <= < >= >")]
    [InlineData("a == b", "column 3: '=' is nothing that an expression has: numbers, parameters, + - * ( ) and one of <= < >= >")]
    [InlineData("a < 1.2.3", "column 5: the number 1.2.3 is nothing that")]
    [InlineData("a < 1e999", "column 5: the number 1e999 is nothing that")]
    [InlineData("`a < 1", "column 1: a backquote without its other is nothing that")]
    [InlineData("1 < 2", "names no parameter")]
    [InlineData(" ", "is empty: give a comparison such as units2 <= units1")]
    public void Parse_WhatIsWrong_IsSaidWithItsColumn(string text, string error)
    {
        var (expression, reason) = WhereParser.Parse(text);
        Assert.Null(expression);
        Assert.StartsWith(error, reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_LongOrDeep_IsRefused()
    {
        Assert.StartsWith("has 501 characters", WhereParser.Parse(new string('a', 501)).Error, StringComparison.Ordinal);
        Assert.Contains("is more than 50 deep", WhereParser.Parse(new string('(', 240) + "a" + new string(')', 240) + "<1").Error);
        Assert.Contains("is more than 50 deep", WhereParser.Parse(new string('-', 240) + "a<1").Error);
        // What is read once is read again as it was written.
        var longest = $"a{string.Concat(Enumerable.Repeat("*a", 248))}<1";
        Assert.Equal(longest, WhereParser.Parse(WhereParser.Parse(longest).Expression!.Text).Expression!.Text);
    }

    [Fact]
    public void Parse_AnyText_DoesNotThrow() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        const string Alphabet = "ab12.e+-*()<>=` `/\u00e4\ud83d";
        var random = new TrialRandom(seed, 0);
        var text = string.Concat(Enumerable.Range(0, (int)random.NextInt(30)).Select(_ => Alphabet[(int)random.NextInt(Alphabet.Length)]));
        var (expression, error) = WhereParser.Parse(text);
        Assert.NotEqual(expression is null, error is null);
    }).QuickCheckThrowOnFailure();

    /// <summary>What interval arithmetic says of all points each of them shows.</summary>
    [Fact]
    public void Over_Ranges_IsTrueOfEveryPoint()
    {
        var (never, always) = (0, 0);
        for (var seed = 0; seed < 3_000; seed++)
        {
            var random = new TrialRandom(seed, 0);
            var text = string.Create(
                CultureInfo.InvariantCulture,
                $"{Sum(random, 3)} {(random.NextInt(2) == 0 ? "<" : ">")}{(random.NextInt(2) == 0 ? "=" : "")} {Sum(random, 1)} + a * 0");
            var expression = WhereParser.Parse(text).Expression!;
            var ranges = expression.Names.Select(_ => (Low: Small(random), Width: random.NextInt(3))).ToArray();
            var over = expression.Over([.. ranges.Select(r => new Interval(r.Low, r.Low + r.Width))]);
            if (over is null) continue;
            _ = over.Value ? always++ : never++;
            for (var n = 0; n < 20; n++)
            {
                var point = expression.Names.Select(
                    (name, i) => (name.Name, ranges[i].Low + (random.NextClosedDouble() * ranges[i].Width)));
                Assert.Equal(over.Value, expression.IsKeptBy(Point([.. point])));
            }
        }

        Assert.True(never > 100 && always > 100, $"{never} never, {always} always");
    }

    [Fact]
    public void Over_UnboundedRanges_KnowsWhatCanBeKnown()
    {
        var all = new Interval(double.NegativeInfinity, double.PositiveInfinity);
        Assert.Null(WhereParser.Parse("a * b <= a - b").Expression!.Over([all, all]));
        Assert.True(WhereParser.Parse("0 * a <= 0").Expression!.Over([all]));
        Assert.False(WhereParser.Parse("a < 0").Expression!.Over([new Interval(0, double.PositiveInfinity)]));
    }

    private static string Sum(TrialRandom random, int depth) => random.NextInt(depth == 0 ? 2 : 5) switch
    {
        0 => Small(random).ToString(CultureInfo.InvariantCulture),
        1 => "abc"[(int)random.NextInt(3)].ToString(),
        2 => $"({Sum(random, depth - 1)} + {Sum(random, depth - 1)})",
        3 => $"({Sum(random, depth - 1)} - {Sum(random, depth - 1)})",
        _ => $"{Sum(random, depth - 1)} * {Sum(random, depth - 1)}",
    };

    private static double Small(TrialRandom random) => Math.Round(4 * random.NextGaussian(), 1);

    private static Dictionary<string, ParameterValue> Point(params (string Name, double Value)[] values) =>
        values.ToDictionary(v => v.Name, v => ParameterValue.Of(v.Value));
}
