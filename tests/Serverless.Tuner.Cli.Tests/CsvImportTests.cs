using Serverless.Tuner.Cli.Moving;
using Serverless.Tuner.Cli.Moving.Tables;
using Serverless.Tuner.Cli.StudyFiles;
using Serverless.Tuner.Contracts;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.Cli.Tests;

/// <summary>Tables become studies, by a map of their columns.</summary>
public sealed class CsvImportTests
{
    private static readonly string s_samples = Path.Combine(Repository.Root, "samples", "moving");

    [Fact]
    public void ExportOfWeightsAndBiases_WithItsMap_IsAStudy()
    {
        var moved = Sample("wandb");

        Assert.Equal(
            [TrialState.Complete, TrialState.Complete, TrialState.Failed, TrialState.Pruned, TrialState.Complete],
                moved.Trials.Select(t => t.State));
        Assert.Equal([0.31], moved.Trials[0].Values!);
        Assert.Equal([0.95], moved.Trials[3].Values!);
        Assert.Equal("its state was 'crashed'", moved.Trials[2].Reason);
        Assert.Equal(
            (ParameterValue.Of(0.01), ParameterValue.Of(32L), ParameterValue.Of("adam")),
            (moved.Trials[0].Parameters["learning_rate"], moved.Trials[0].Parameters["batch_size"],
                moved.Trials[0].Parameters["optimizer"]));
        Assert.Equal((0.91, "sunny-sweep-1", 0.061m),
            (moved.Trials[0].Metrics!["accuracy"], moved.Trials[0].Attributes!["run"], moved.Trials[0].CostUsd!.Value));
        Assert.Equal(new DateTimeOffset(2024, 3, 1, 9, 1, 1, TimeSpan.Zero), moved.Trials[0].EndedAt);
        Assert.Null(moved.Declared);
        Assert.Equal(
            """[{"name":"learning_rate","kind":"float","low":0.0001,"high":0.1,"log":true},{"name":"batch_size","kind":"categorical","choices":[32,64,128]},{"name":"optimizer","kind":"categorical","choices":["adam","sgd"]}]""",
            moved.Study["searchSpace"]!.ToJsonString());
    }

    [Fact]
    public void ExportOfMlflow_WithItsMap_HasAnOpenSpaceWhereATrialLacksAParameter()
    {
        var moved = Sample("mlflow");

        Assert.Equal(("open", 3), ((string)moved.Study["searchSpace"]!, moved.Declared!.Count));
        Assert.Equal((ParameterKind.Float, 0.001, 1.0, true), (
            moved.Declared["alpha"].Type, moved.Declared["alpha"].Low!.Value, moved.Declared["alpha"].High!.Value,
                moved.Declared["alpha"].Log));
        Assert.Equal(["alpha", "l1_ratio"], moved.Trials[3].Parameters.Keys.Order());
        Assert.Equal((0.12, "gifted-bee"), (moved.Trials[0].Metrics!["r2"], moved.Trials[0].Attributes!["mlflow.runName"]));
        Assert.Equal(new DateTimeOffset(2024, 5, 2, 10, 0, 0, 120, TimeSpan.Zero), moved.Trials[0].StartedAt);
        Assert.Contains(moved.Remarks, r =>
            r.StartsWith("l1_ratio: its range is that of its values, 0.1 to 0.9", StringComparison.Ordinal));
    }

    [Fact]
    public void MapThatIsWrong_IsToldWhole()
    {
        var wrong = Assert.Throws<CliException>(() => CsvMapReader.Read(StudyFile.ReadPart(
            "--map",
            """{"valeus":"x","direction":"up","parameters":{"a":{"column":"a","type":"float","low":2,"high":1},"*":"b"},"state":{"column":"s"},"usdPerHour":-1}""")));

        foreach (var at in (string[])["/valeus is not a field here; did you mean 'values'?", "/values must", "/direction must",
            "/parameters/a must", "/parameters/* must", "/state/complete must", "/usdPerHour must"])
            Assert.Contains(wrong.Details, detail => detail.StartsWith(at, StringComparison.Ordinal));
        Assert.DoesNotContain('\n', wrong.Message);
        Assert.Equal(ExitCode.InvalidInput, wrong.ExitCode);
    }

    [Fact]
    public void TableOfWhichNoRowHasAValue_IsRefused_AndSaysWhatStandsThere()
    {
        var map = CsvMapReader.Read(StudyFile.ReadPart("--map", """{"values":"loss","parameters":{"lr":"lr"}}"""));

        var refused = Assert.Throws<CliException>(() => CsvImport.Make(new CsvFile(["loss", "lr"], [["0,5", "1"], ["", "2"]]), map, "x"));

        Assert.Contains("in the column 'loss' stands '0,5'", refused.Message, StringComparison.Ordinal);
        Assert.Equal(2, CsvImport.Make(new CsvFile(["loss", "lr"], [["0,5", "1"], ["0.5", "2"]]), map, "x").Trials.Count);
    }

    [Fact]
    public void TableThatLacksColumns_OrIsNone_IsRefused()
    {
        var map = CsvMapReader.Read(StudyFile.ReadPart("--map", """{"values":"loss","parameters":{"lr":"lr","*":"p.*"},"endedAt":"end"}"""));
        Assert.Contains(
            "'end', 'lr', any 'p.*'",
            Assert.Throws<CliException>(() => CsvImport.Make(new CsvFile(["loss"], [["1"]]), map, "x"))
                .Message.Replace("'loss', ", "", StringComparison.Ordinal),
            StringComparison.Ordinal);
        Assert.Contains("no row", Assert.Throws<CliException>(
            () => CsvImport.Make(new CsvFile(["loss", "lr", "p.a", "end"], []), map, "x")).Message, StringComparison.Ordinal);
        using var empty = new TemporaryFile("");
        using var twice = new TemporaryFile("a,a\n1,2\n");
        using var open = new TemporaryFile("a,b\n1,\"" + new string('x', 9_000_000));
        foreach (var file in new[] { empty, twice, open })
            Assert.Equal(ExitCode.InvalidInput, Assert.Throws<CliException>(() => CsvFile.Read(file.Path)).ExitCode);
    }

    [Fact]
    public void TableThatIsNotThere_IsSaidToBeMissing()
    {
        var missing = Path.Combine(s_samples, "nofile.csv");

        Assert.Equal($"There is no file {missing}.", Assert.Throws<CliException>(() => CsvFile.Read(missing)).Message);
        Assert.StartsWith(
            $"{s_samples} cannot be read: ", Assert.Throws<CliException>(() => CsvFile.Read(s_samples)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RowsOfAllKinds_AreKeptAsFarAsTheyGo()
    {
        var map = CsvMapReader.Read(StudyFile.ReadPart("--map", """{"values":"loss","parameters":{"n":"n","on":"on"},"startedAt":"at"}"""));
        var file = new CsvFile(["loss", "n", "on", "at"],
            [["1", "1", "True", "1700000000"], ["inf", "2.5", "false", "never"], ["", "3", "TRUE", ""]]);

        var moved = CsvImport.Make(file, map, "rows");

        Assert.Equal([TrialState.Complete, TrialState.Failed, TrialState.Failed], moved.Trials.Select(t => t.State));
        Assert.Equal((ParameterValue.Of(1.0), ParameterValue.Of(true)),
            (moved.Trials[0].Parameters["n"], moved.Trials[0].Parameters["on"]));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1700000000), moved.Trials[0].StartedAt);
        Assert.Contains("2 × row without a finite value, which failed", moved.Remarks);
    }

    private static MovedStudy Sample(string name)
    {
        var map = CsvMapReader.Read(StudyFile.ReadPart("--map", Path.Combine(s_samples, $"{name}.map.json")));
        return CsvImport.Make(CsvFile.Read(Path.Combine(s_samples, $"{name}.csv")), map, name);
    }
}
