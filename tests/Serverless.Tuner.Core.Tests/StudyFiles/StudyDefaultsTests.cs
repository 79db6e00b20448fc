using Serverless.Tuner.Core.Tests.Studies;

namespace Serverless.Tuner.Core.Tests.StudyFiles;

public sealed class StudyDefaultsTests
{
    private static readonly Dictionary<string, string> s_settings = new()
    {
        ["TUNER_DEFAULT_SAMPLER"] = "tpe",
        ["TUNER_DEFAULT_PRUNER"] = """{"type": "median", "n_startup_trials": 7}""",
        ["TUNER_DEFAULT_PARALLELISM"] = "3",
    };

    [Theory]
    [InlineData("\"seed\": 0", "tpe", "median", 3)]
    [InlineData("\"sampler\": \"gp\", \"pruner\": \"none\", \"parallelism\": 1", "gp", "none", 1)]
    [InlineData("\"preset\": \"final\"", "tpe", "none", 4)]
    [InlineData("\"directions\": [\"minimize\", \"maximize\"]", "tpe", "none", 3)]
    public void Parse_InAnAppWithSettings_TakesThemWhereTheFileSaysNothing(string members, string sampler, string pruner, int parallelism)
    {
        var spec = StudyFile.Spec(StudyFile.With(members), s_settings.GetValueOrDefault);

        Assert.Equal((sampler, pruner, parallelism), (spec.Sampler.Type, spec.Pruner.Type, spec.Parallelism));
    }

    [Fact]
    public void Parse_InAnAppWithSettings_TakesOptionsToo() => Assert.Equal(
        PrunerSpec.Of("median", ("nStartupTrials", ParameterValue.Of(7))),
        StudyFile.Spec(StudyFile.With("\"seed\": 0"), s_settings.GetValueOrDefault).Pruner);

    [Theory]
    [InlineData("\"limitUsd\": 1", "4")] // Names no meter.
    [InlineData("\"limitUsd\": 1, \"flex\": {}", "4")]
    [InlineData("\"limitUsd\": 1, \"flex\": {\"memoryGb\": 0.5}", "0.5")]
    [InlineData("\"limitUsd\": 1, \"usdPerHour\": 1", null)]
    [InlineData("\"limitUsd\": 1, \"reported\": true", null)]
    public void Parse_InAnAppOnFlexConsumption_ChargesABudgetWithoutMeterByIt(string budget, string? memoryGb)
    {
        var settings = new Dictionary<string, string> { ["TUNER_DEFAULT_METER"] = "flex", ["TUNER_FLEX_MEMORY_MB"] = "4096" };

        var spec = StudyFile.Spec(StudyFile.With($"\"budget\": {{{budget}}}"), settings.GetValueOrDefault);

        Assert.Equal(memoryGb, spec.Budget!.Flex?.MemoryGb?.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("TUNER_DEFAULT_METER", "consumption", "The setting TUNER_DEFAULT_METER must be 'flex', not 'consumption'.")]
    [InlineData("TUNER_FLEX_MEMORY_MB", "256", "The setting TUNER_FLEX_MEMORY_MB must be a whole number from 512 to 1048576, not '256'.")]
    [InlineData("TUNER_DEFAULT_SAMPLER", "tpee", "The setting TUNER_DEFAULT_SAMPLER is wrong: 'tpee' is unknown; known are auto, tpe")]
    [InlineData("TUNER_DEFAULT_SAMPLER", "{\"type\": \"tpe\", \"gamma\": 2}", "The setting TUNER_DEFAULT_SAMPLER is wrong: /gamma must be")]
    [InlineData("TUNER_DEFAULT_PRUNER", "{", "The setting TUNER_DEFAULT_PRUNER is wrong: is no JSON")]
    [InlineData("TUNER_DEFAULT_PARALLELISM", "0", "The setting TUNER_DEFAULT_PARALLELISM must be a whole number from 1 to 1000, not '0'.")]
    [InlineData("TUNER_DEFAULT_PARALLELISM", "two", "The setting TUNER_DEFAULT_PARALLELISM must be a whole number")]
    public void Read_AWrongSetting_IsNamed(string name, string value, string message)
    {
        var error = Assert.Throws<InvalidOperationException>(
            () => StudyFile.Spec(StudyFile.With("\"seed\": 0"), asked => asked == name ? value : null));

        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }
}
