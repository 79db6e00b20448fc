using System.Text.Json;
using Serverless.Tuner.Cli.Moving.Reports;
using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Cli.Tests;

/// <summary>Studies as files to hand on. What the files show is looked at in a browser, by other tests.</summary>
public sealed class StudyReportCommandTests
{
    private const string DataStart = "<script type=\"application/json\" id=\"data\">";

    [Fact]
    public async Task Page_HasTheAnswersWithIt_AndMayAskNobody()
    {
        await using var server = await ServerAsync();
        using var run = new CliRun();
        var file = Path.Combine(run.Files, "report.html");

        Assert.Equal(ExitCode.Done, await run.InvokeAsync("study", "report", "s", "-o", file, "--server", server.Url.AbsoluteUri));

        Assert.Equal([file], run.OutputLines);
        var page = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        Assert.Contains("Content-Security-Policy\" content=\"default-src 'none'; script-src 'sha256-", page, StringComparison.Ordinal);
        Assert.DoesNotContain(" src=", page[..page.IndexOf("<style>", StringComparison.Ordinal)], StringComparison.Ordinal);
        var data = Data(page);
        Assert.Equal("s", data.GetProperty("study").GetProperty("name").GetString());
        Assert.Equal(9, data.GetProperty("history").GetProperty("value").GetProperty("best").GetProperty("value")[0].GetDouble());
        Assert.Equal(
            ["pedAnova", "fanova", "permutation"], data.GetProperty("importance").EnumerateObject().Select(method => method.Name));
        Assert.False(data.TryGetProperty("pareto", out _));
        Assert.Equal(2, server.Requests.Count(request => request.EndsWith("/scatter", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Folder_HasAPageForEachPlotThatThereIsSomethingFor()
    {
        await using var server = await ServerAsync();
        using var run = new CliRun();
        var folder = Path.Combine(run.Files, "plots");

        Assert.Equal(ExitCode.Done, await run.InvokeAsync("study", "report", "s", "--dir", folder, "--server", server.Url.AbsoluteUri));

        string[] names =
        [
            "optimization_history", "param_importances", "parallel_coordinate", "contour", "slice", "rank", "edf", "timeline",
            "correlations",
        ];
        Assert.Equal(names, run.OutputLines.Select(line => Path.GetFileNameWithoutExtension(line)));
        foreach (var name in names)
        {
            var data = Data(await File.ReadAllTextAsync(Path.Combine(folder, $"{name}.html"), TestContext.Current.CancellationToken));
            Assert.Equal(name, data.GetProperty("plot").GetString());
            Assert.Equal(name is "optimization_history" or "edf" or "timeline", data.TryGetProperty("history", out _));
        }
    }

    [Fact]
    public async Task Folder_OfSeveralValues_HasTheFrontToo()
    {
        await using var server = await ServerAsync();
        (server.Directions, server.ValueNames) = ([Direction.Minimize, Direction.Maximize], ["seconds", "accuracy"]);
        using var run = new CliRun();

        Assert.Equal(ExitCode.Done, await run.InvokeAsync("study", "report", "s", "--dir", run.Files, "--server", server.Url.AbsoluteUri));

        var data = Data(await File.ReadAllTextAsync(
            Path.Combine(run.Files, "optimization_history.html"), TestContext.Current.CancellationToken));
        Assert.Equal(["seconds", "accuracy"], data.GetProperty("history").EnumerateObject().Select(metric => metric.Name));
        Assert.True(File.Exists(Path.Combine(run.Files, "pareto_front.html")));
        Assert.True(File.Exists(Path.Combine(run.Files, "hypervolume_history.html")));
    }

    [Fact]
    public async Task Pictures_HaveTheImportances()
    {
        await using var server = await ServerAsync();
        using var run = new CliRun();

        Assert.Equal(
            ExitCode.Done,
            await run.InvokeAsync("study", "report", "s", "--png", run.Files, "--svg", run.Files, "--server", server.Url.AbsoluteUri));

        Assert.True(new FileInfo(Path.Combine(run.Files, "param_importances.png")).Length > 1_000);
        Assert.Contains(
            "learningRate", await File.ReadAllTextAsync(
                Path.Combine(run.Files, "param_importances.svg"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FilesThatAreThere_AreReplacedWithForceAlone_AndOtherwiseNothingIsWritten()
    {
        await using var server = await ServerAsync();
        using var run = new CliRun();
        var (page, plots) = (run.File("report.html", "mine"), Path.Combine(run.Files, "plots"));
        Directory.CreateDirectory(plots);
        await File.WriteAllTextAsync(Path.Combine(plots, "slice.html"), "mine", TestContext.Current.CancellationToken);
        string[] command = ["study", "report", "s", "-o", page, "--server", server.Url.AbsoluteUri];

        Assert.Equal(ExitCode.InvalidInput, await run.InvokeAsync(command));
        Assert.Contains($"{page} is there already, and is not overwritten without --force.", run.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.InvalidInput, await run.InvokeAsync([.. command, "--dir", plots, "--png", run.Files]));
        Assert.Contains("2 files are there already, and are not overwritten without --force:", run.Error, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(plots, "slice.html"), run.Error, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken));
        Assert.Equal([plots, page], Directory.GetFileSystemEntries(run.Files).Order());

        Assert.Equal(ExitCode.Done, await run.InvokeAsync([.. command, "--force"]));
        Assert.Contains(DataStart, await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PicturesOfSeveralValues_HaveTheFront_WithItsLegend()
    {
        await using var server = await ServerAsync();
        (server.Directions, server.ValueNames) = ([Direction.Minimize, Direction.Maximize], ["seconds", "accuracy"]);
        using var run = new CliRun();

        Assert.Equal(
            ExitCode.Done, await run.InvokeAsync("study", "report", "s", "--svg", run.Files, "--server", server.Url.AbsoluteUri));

        var svg = await File.ReadAllTextAsync(Path.Combine(run.Files, "pareto_front.svg"), TestContext.Current.CancellationToken);
        foreach (var word in (string[])["dominated", "knee", "seconds (less is better)", "accuracy (more is better)"])
            Assert.Contains(word, svg, StringComparison.Ordinal);
        Assert.DoesNotContain("infeasible", svg, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutAFile_OrWhereNoneCanBe_ItSaysSo()
    {
        await using var server = await ServerAsync();
        using var run = new CliRun();

        Assert.Equal(ExitCode.InvalidInput, await run.InvokeAsync("study", "report", "s", "--server", server.Url.AbsoluteUri));
        Assert.Contains("Say what to write: -o FILE.html, --dir DIR", run.Error, StringComparison.Ordinal);
        var nowhere = Path.Combine(run.Files, "none", "report.html");
        Assert.Equal(
            ExitCode.InvalidInput, await run.InvokeAsync("study", "report", "s", "-o", nowhere, "--server", server.Url.AbsoluteUri));
        Assert.Contains($"{nowhere} cannot be written", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void ProgramWithoutADashboard_SaysHowToGetOne()
    {
        var error = Assert.Throws<CliException>(() => ReportFile.Template(typeof(string).Assembly));

        Assert.Contains("built without Node.js", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_EndNoElement()
    {
        const string Hostile = "</script><script>alert(1)</script><!--";
        var study = RenderingTests.Study() with { Remarks = [Hostile], Tags = new Dictionary<string, string> { [Hostile] = Hostile } };

        var page = ReportFile.Fill(
            $"{DataStart}/*data*/</script>",
            new() { Made = DateTimeOffset.UnixEpoch, Version = "1.0.0", Study = study });

        Assert.Equal(page.Length - "</script>".Length, page.IndexOf("</script>", StringComparison.Ordinal));
        Assert.Equal(DataStart.Length, page.LastIndexOf('<', page.Length - "</script>".Length - 1) + DataStart.Length);
        Assert.Equal(Hostile, Data(page).GetProperty("study").GetProperty("remarks")[0].GetString());
    }

    private static JsonElement Data(string page)
    {
        var start = page.IndexOf(DataStart, StringComparison.Ordinal) + DataStart.Length;
        return JsonDocument.Parse(page[start..page.IndexOf("</script>", start, StringComparison.Ordinal)]).RootElement;
    }

    private static async Task<FakeTuner> ServerAsync()
    {
        var server = await FakeTuner.StartAsync();
        server.Add("s", ended: 3);
        return server;
    }
}
