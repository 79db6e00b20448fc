using Microsoft.Playwright;
using Serverless.Tuner.EndToEnd;
using static Microsoft.Playwright.Assertions;

namespace Serverless.Tuner.Browser.Tests;

/// <summary>Reports as the program writes them, opened from the disk in a real browser.</summary>
public sealed class ReportTests(Browser browser, ServedDashboard served) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tuner-report-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(DashboardStudies.Curves, ColorScheme.Light)]
    [InlineData(DashboardStudies.Cube, ColorScheme.Dark)]
    [InlineData(DashboardStudies.Hostile, ColorScheme.Light)]
    public async Task Report_ShowsTheStudy_FromTheDiskAlone(string study, ColorScheme theme)
    {
        var file = Path.Combine(_folder.FullName, "report.html");
        await WriteAsync(study, "-o", file);
        await using var opened = await OpenedFile.OpenAsync(browser, file, theme);

        await Expect(opened.Page.GetByRole(AriaRole.Heading, new() { Name = study, Exact = true })).ToBeVisibleAsync();
        await opened.SettleAsync();
        await opened.ShootAsync($"report-{study}");

        await AssertDrawnAsync(opened, least: study == DashboardStudies.Hostile ? 8 : 10);
        Assert.Equal(theme == ColorScheme.Dark, await opened.Page.EvaluateAsync<bool>(
            "() => document.documentElement.dataset.theme === 'dark'"));
        await opened.AssertAccessibleAsync();
        await opened.AssertFitsAsync();
        await opened.AssertCleanAsync();
    }

    [Fact]
    public async Task TrialOfAReport_IsOpened_ViewsAreKept_AndPicturesSaved()
    {
        var file = Path.Combine(_folder.FullName, "report.html");
        await WriteAsync(DashboardStudies.Front, "-o", file);
        await using var opened = await OpenedFile.OpenAsync(browser, file, ColorScheme.Light);
        var page = opened.Page;
        await opened.SettleAsync();

        await page.GetByLabel("Objective").SelectOptionAsync("value1");
        await Expect(page.Locator("[data-chart='Parameter importances'] .bars li").First).ToBeVisibleAsync();
        await page.Locator("[aria-label='Best trials'] tbody .link").First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("value1");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        Assert.Contains("metric=value1", page.Url, StringComparison.Ordinal);
        await page.GetByLabel("Save Pareto front").ClickAsync();
        var download = await page.RunAndWaitForDownloadAsync(
            () => page.GetByRole(AriaRole.Button, new() { Name = "PNG picture" }).First.ClickAsync());

        Assert.Equal((byte[])[0x89, .. "PNG"u8], (await File.ReadAllBytesAsync(await download.PathAsync()))[..4]);
        await opened.AssertCleanAsync();
    }

    [Theory, InlineData(DashboardStudies.Curves, 11), InlineData(DashboardStudies.Cube, 11), InlineData(DashboardStudies.Hostile, 9)]
    public async Task PageOfEachPlot_HasDrawnIt(string study, int least)
    {
        var printed = await WriteAsync(study, "--dir", _folder.FullName);

        var files = printed.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.True(files.Length >= least, string.Join('\n', files));
        var titles = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            await using var opened = await OpenedFile.OpenAsync(browser, file, ColorScheme.Light);
            await opened.SettleAsync();
            Assert.True(titles.Add(await opened.Page.TitleAsync()), $"{file} has the title of another page");
            await Expect(opened.Page.Locator("[data-chart]")).ToHaveCountAsync(1);
            await AssertDrawnAsync(opened, least: 1);
            await opened.AssertCleanAsync();
        }
    }

    private static async Task AssertDrawnAsync(OpenedFile opened, int least)
    {
        var pixels = await opened.PixelsAsync();
        var shown = await opened.Page.Locator("[data-chart]:not(:has(.empty))")
            .EvaluateAllAsync<string[]>("all => all.map(chart => chart.dataset.chart)");
        Assert.True(shown.Length >= least, $"{opened.Page.Url}: {string.Join(", ", shown)}");
        Assert.All(shown, chart => Assert.True(pixels[chart] > 30, $"{opened.Page.Url}: {chart}: {pixels[chart]} coloured pixels"));
    }

    private async Task<string> WriteAsync(string study, params string[] options)
    {
        var server = await served.Server;
        await using var program = TunerProcess.Start(["study", "report", study, .. options, "--data", server.Data]);
        var code = await program.EndAsync(TimeSpan.FromMinutes(2));
        Assert.True(code == 0, program.Output);
        return program.StandardOutput;
    }
}
