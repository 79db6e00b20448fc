using Serverless.Tuner.Cli.Rendering;
using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Cli.Tests;

/// <summary><c>--csv</c>: tables for programs.</summary>
public sealed class CsvTests
{
    [Fact]
    public void Cells_AreQuotedWhereTheyMustBe_AndNumbersWhole()
    {
        var table = new CsvTable("a", "b");
        table.Add("plain", "with,comma");
        table.Add("say \"hi\"", "two\nlines");
        table.Add(0.1 + 0.2, 1e-7m);
        table.Add(null, true);
        table.Add(TrialState.Complete, new DateTimeOffset(2030, 1, 2, 3, 4, 5, 60, TimeSpan.FromHours(1)));
        using var writer = new StringWriter { NewLine = "\n" };

        table.WriteTo(writer);

        Assert.Equal(
            """"
            a,b
            plain,"with,comma"
            "say ""hi""","two
            lines"
            0.30000000000000004,0.0000001
            ,true
            complete,2030-01-02T02:04:05.06Z

            """".ReplaceLineEndings("\n"),
            writer.ToString());
    }

    [Fact]
    public async Task Trials_HaveAColumnForEachThingThatOneHas()
    {
        await using var server = await FakeTuner.StartAsync();
        server.Add("s", ended: 2);
        using var run = new CliRun();

        Assert.Equal(ExitCode.Done, await run.InvokeAsync("study", "trials", "s", "--csv", "--server", server.Url.AbsoluteUri));

        Assert.Equal(
            [
                "number,state,value,parameters.x,metrics.ece,reason,lastStep,costUsd,attempt,worker,enqueued,createdAt,startedAt,endedAt,"
                    + "durationSeconds,attributes.model",
                "0,complete,10,0.5,0.0625,,,0.01,0,,false,2030-01-01T00:00:00Z,2030-01-01T00:00:00Z,2030-01-01T00:00:01Z,,0.pt",
            ],
            run.OutputLines.Take(2));
        Assert.Empty(run.Error);
    }

    /// <summary>Several values, and things that only some of the trials have.</summary>
    [Fact]
    public void Trials_OfSeveralDirections_HaveAColumnForEachValueByItsName()
    {
        var first = new TrialView
        {
            Number = 0,
            State = TrialState.Complete,
            Parameters = new Dictionary<string, ParameterValue> { ["x"] = ParameterValue.Of(1.0), ["opt"] = ParameterValue.Null },
            Values = [0.5, 2],
            Constraints = new Dictionary<string, double> { ["memory"] = -1.5 },
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
        var second = first with
        {
            Number = 1,
            State = TrialState.Failed,
            Parameters = new Dictionary<string, ParameterValue> { ["x"] = ParameterValue.Of(2.5), ["layers"] = ParameterValue.Of(3) },
            Values = null,
            Constraints = null,
            Metrics = new Dictionary<string, double> { ["size"] = 7 },
        };
        var spec = new StudySpec
        {
            Name = "s",
            Objective = new ObjectiveSpec { Kind = ObjectiveKind.External },
            Directions = [Direction.Minimize, Direction.Maximize],
            SearchSpace = [],
            ValueNames = ["loss", "recall"],
        };
        using var writer = new StringWriter { NewLine = "\n" };

        Csv.Trials([first, second], spec).WriteTo(writer);

        var lines = writer.ToString().Split('\n');
        Assert.StartsWith(
            "number,state,values.loss,values.recall,parameters.x,parameters.opt,parameters.layers,metrics.size,constraints.memory,reason,",
            lines[0], StringComparison.Ordinal);
        Assert.StartsWith("0,complete,0.5,2,1,null,,,-1.5,,", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("1,failed,,,2.5,,3,7,,,", lines[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name,id,state", "study", "list")]
    [InlineData("number,state,value", "study", "best", "s")]
    [InlineData("step,value,costUsd", "study", "trial", "s", "1")]
    [InlineData("file,bytes,sha256", "study", "artifacts", "s", "1")]
    [InlineData("field,s,t", "study", "diff", "s", "t")]
    public async Task EveryTable_HasCsv(string header, params string[] command)
    {
        await using var server = await FakeTuner.StartAsync();
        server.Add("s", ended: 2);
        server.Add("t", ended: 2);
        using var run = new CliRun();

        Assert.Equal(ExitCode.Done, await run.InvokeAsync([.. command, "--csv", "--server", server.Url.AbsoluteUri]));

        Assert.StartsWith(header, run.OutputLines[0], StringComparison.Ordinal);
        Assert.Equal(command[1] == "diff", run.OutputLines.Length == 1); // They do not differ.
        Assert.DoesNotContain('│', run.Output);
    }

    [Fact]
    public async Task JsonAndCsv_IsOneTooMany()
    {
        using var run = new CliRun();

        Assert.Equal(ExitCode.InvalidInput, await run.InvokeAsync("study", "list", "--json", "--csv", "--server", "http://127.0.0.1:1"));

        Assert.Contains("--json and --csv", run.Error, StringComparison.Ordinal);
    }
}
