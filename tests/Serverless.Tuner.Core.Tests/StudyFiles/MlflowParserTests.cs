using Serverless.Tuner.Core.Tests.Studies;

namespace Serverless.Tuner.Core.Tests.StudyFiles;

public sealed class MlflowParserTests
{
    [Theory]
    [InlineData("""{"experiment": "vision models"}""", "vision models")]
    [InlineData("""{"experiment": null}""", "external-training")]
    [InlineData("{}", "external-training")]
    public void Parse_Mlflow_HasItsExperiment(string mlflow, string experiment) =>
        Assert.Equal(new MlflowSpec { Experiment = experiment }, Parse(mlflow).Spec!.Mlflow);

    [Theory]
    [InlineData("""{"experiment": ""}""", "/mlflow/experiment")]
    [InlineData("""{"experiment": " a"}""", "/mlflow/experiment")]
    [InlineData("""{"experiment": "a\nb"}""", "/mlflow/experiment")]
    [InlineData("""{"experiment": ["a"]}""", "/mlflow/experiment")]
    [InlineData("""{"trackingUri": "http://elsewhere.example"}""", "/mlflow/trackingUri")]
    [InlineData("true", "/mlflow")]
    public void Parse_WrongMlflow_NamesTheField(string mlflow, string pointer) =>
        Assert.Equal([pointer], Parse(mlflow).Errors.Select(e => e.Pointer));

    [Fact]
    public void Parse_ExperimentOf501Characters_IsRefused()
    {
        Assert.NotNull(Parse($$"""{"experiment": "{{new string('a', 500)}}"}""").Spec);
        Assert.Null(Parse($$"""{"experiment": "{{new string('a', 501)}}"}""").Spec);
    }

    private static (StudySpec? Spec, IReadOnlyList<FieldError> Errors) Parse(string mlflow) => StudyFile.Parse(
        $$"""{"name": "s", "objective": {"kind": "external"}, "searchSpace": {"x": [0, 1]}, "mlflow": {{mlflow}} }""");
}
