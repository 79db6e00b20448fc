using System.Text.Json;
using Serverless.Tuner.Cli.Rendering;
using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Cli.Tests;

public sealed class FormatTests
{
    [Theory]
    [InlineData("1", "1")]
    [InlineData("1.0", "1.0")]
    [InlineData("\"1\"", "\"1\"")]
    [InlineData("true", "true")]
    [InlineData("\"true\"", "\"true\"")]
    [InlineData("\"null\"", "\"null\"")]
    [InlineData("\"\"", "\"\"")]
    [InlineData("\" a\"", "\" a\"")]
    [InlineData("\"adam\"", "adam")]
    [InlineData("\"1 layer\"", "1 layer")]
    [InlineData("0.123456789", "0.123457")]
    [InlineData("1e300", "1E+300")]
    public void Parameter_ValuesThatDiffer_LookDifferent(string json, string shown) =>
        Assert.Equal(shown, Format.Parameter(JsonSerializer.Deserialize<ParameterValue>(json, TunerJson.Options)));

    [Fact]
    public void Exact_Float_HasEveryDigit() => Assert.Equal("0.123456789", Format.Exact(ParameterValue.Of(0.123456789)));

    [Theory]
    [InlineData(0.5, 0.0042, "$0.004 of $0.50")]
    [InlineData(0.5, 0.481234, "$0.48 of $0.50")]
    [InlineData(0.5, 0, "$0.00 of $0.50")]
    [InlineData(12, 0.000012, "$0.00001 of $12.00")]
    [InlineData(1000, 0.000001, "$0.000001 of $1000.00")]
    [InlineData(1, 0.01, "$0.01 of $1.00")]
    public void Spent_SmallAmount_HasTheDigitsThatItNeeds(double limit, double spent, string shown) =>
        Assert.Equal(shown, Format.Spent(new LedgerView { LimitUsd = (decimal)limit, SpentUsd = (decimal)spent }));

    [Fact]
    public void SearchedRange_ThousandsOfChoices_IsShort()
    {
        var range = SearchedRange.Of(new ParameterSpec
        {
            Name = "c",
            Kind = ParameterKind.Categorical,
            Choices = [.. Enumerable.Range(0, 3000).Select(i => ParameterValue.Of((long)i))],
        });

        Assert.Equal("0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | … (3,000 in all)", range);
    }

    [Fact]
    public void SpecDifference_NamesTheFieldsWithBothValues_ButNoSecret()
    {
        var a = WatchingTests.Study().Spec with
        {
            Trials = 5,
            SearchSpace = [Parameter("x", 1), Parameter("y", 1)],
            Objective = new()
            {
                Kind = ObjectiveKind.Command,
                Command = ["sh"],
                Environment = new Dictionary<string, string> { ["KEY"] = "one", ["SAME"] = "1" },
            },
        };
        var b = a with
        {
            Name = "other",
            Trials = 7,
            SearchSpace = [Parameter("y", 1), Parameter("x", 2)],
            Objective = a.Objective with { Environment = new Dictionary<string, string> { ["SAME"] = "1", ["KEY"] = "two" } },
        };

        Assert.Equal(
            [
                new("/objective/environment/KEY", "(another value)", "(another value)"),
                new("/searchSpace/x/high", "1", "2"),
                new("/trials", "5", "7"),
            ],
            SpecDifference.Between(a, b));
        Assert.Empty(SpecDifference.Between(a, a with { Name = "other" }));
    }

    [Fact]
    public void ChangedParameter_SaysWhatItWasAndIs_AndWhatItHasLost()
    {
        var before = WatchingTests.Study().Spec with
        {
            SearchSpace =
            [
                Parameter("lr", 0.1) with { Low = 0.001, Log = true },
                Parameter("mom", 1) with { When = Values("opt", ParameterValue.Of("sgd")) },
                Parameter("same", 1),
            ],
        };
        var after = before with
        {
            SearchSpace = [Parameter("lr", 1) with { Low = 0.001 }, Parameter("mom", 0.5), Parameter("same", 1), Parameter("drop", 0.5)],
            Where = ["lr <= mom", "drop <= mom"],
        };

        Assert.Equal(
            [
                "lr: float 0.001 to 0.1, log -> float 0.001 to 1 (no longer log)",
                "mom: float 0 to 1, when opt is sgd -> float 0 to 0.5 (no longer conditional)",
                "drop: new, float 0 to 0.5",
                "where: nothing -> lr <= mom and drop <= mom",
            ],
            ChangedParameter.Between(before, after));
    }

    [Fact]
    public void SpecDifference_OfRegionsThatAreExcluded_IsShown()
    {
        var a = WatchingTests.Study().Spec;
        var b = a with { Exclude = [Values("x", ParameterValue.Of(1L), ParameterValue.Of(2L))] };

        Assert.Equal(new SpecDifference("/exclude", null, """[{"x":[1,2]}]"""), Assert.Single(SpecDifference.Between(a, b)));
    }

    private static Dictionary<string, IReadOnlyList<ParameterValue>> Values(string name, params ParameterValue[] values) =>
        new() { [name] = values };

    private static ParameterSpec Parameter(string name, double high) =>
        new() { Name = name, Kind = ParameterKind.Float, Low = 0, High = high };
}
