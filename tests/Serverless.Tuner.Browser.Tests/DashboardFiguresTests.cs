using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Serverless.Tuner.Browser.Tests;

/// <summary>Figures of the dashboard: that they are there on any screen, in tables and files, and say how old they are.</summary>
public sealed class DashboardFiguresTests(Browser browser, ServedDashboard served)
{
    [Fact]
    public async Task ComparedImportances_AreATable_AndSaved()
    {
        await using var dashboard = await served.OpenAsync(browser);
        var page = dashboard.Page;
        await dashboard.SettleAsync();
        // Without the sign, the address leads there all the same.
        await page.GotoAsync($"{(await served.Server).Url}compare?study={DashboardStudies.Front},{DashboardStudies.Cube}");
        var chart = page.Locator($"[data-chart='Importances · {DashboardStudies.Front}']");

        await chart.GetByRole(AriaRole.Button, new() { Name = "as a table" }).ClickAsync();
        await Expect(chart.Locator("tbody tr")).ToHaveCountAsync(2);
        foreach (var (what, begins) in ((string, byte[])[])[
            ("PNG picture", [0x89, .. "PNG"u8]), ("SVG picture", [.. "<svg"u8]), ("CSV table", [.. "Parameter,Importance"u8])])
        {
            await chart.GetByLabel("Save Importances").ClickAsync();
            var download = await page.RunAndWaitForDownloadAsync(
                () => chart.GetByRole(AriaRole.Button, new() { Name = what }).ClickAsync());
            var content = await File.ReadAllBytesAsync(await download.PathAsync());
            Assert.Equal(begins, content[..begins.Length]);
        }

        await dashboard.AssertCleanAsync();
    }

    [Theory, InlineData(1280, ColorScheme.Light), InlineData(390, ColorScheme.Dark)]
    public async Task ListOfStudies_HasAllFigures_WithoutScrollingAcross(int width, ColorScheme theme)
    {
        // No state takes more words.
        var (client, stopped) = ((await served.Server).Client, $"stopped-{width}");
        await client.StartStudyAsync($$"""{"name":"{{stopped}}","searchSpace":{"x":[0,1]},"trials":9,"sampler":"random"}""");
        await client.StopStudyAsync(stopped);

        await using var dashboard = await served.OpenAsync(browser, width, theme);
        await dashboard.GoAsync("/");
        var front = dashboard.Page.Locator("tr", new() { HasText = DashboardStudies.Front }).Locator(".front");
        await front.ScrollIntoViewIfNeededAsync();
        await Expect(front).ToContainTextAsync("·");
        await Expect(dashboard.Page.Locator("tr", new() { HasText = stopped }).Locator(".state")).ToContainTextAsync("requested");
        await dashboard.ShootAsync($"studies-{width}");

        var cut = await dashboard.Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('.studies tbody td')].filter(cell => {
                const { left, right, width } = cell.getBoundingClientRect();
                const must = ['name', 'state', 'progress', 'best', 'created'].some(of => cell.classList.contains(of));
                return right > innerWidth || left < 0 || (must && width < 20) || cell.scrollWidth > cell.clientWidth + 1;
            }).map(cell => `${cell.className}: ${cell.textContent}`)
            """);

        Assert.Empty(cut);
        Assert.True(await dashboard.Page.EvaluateAsync<bool>(
            "() => { const wrap = document.querySelector('.table-wrap'); return wrap.scrollWidth <= wrap.clientWidth; }"));
    }

    [Fact]
    public async Task PictureOfAFront_HasTheLegendOfWhatIsShown()
    {
        await using var dashboard = await served.OpenAsync(browser);
        await dashboard.GoAsync($"/studies/{DashboardStudies.Front}");
        var chart = dashboard.Page.Locator("[data-chart='Pareto front']");

        await chart.GetByRole(AriaRole.Button, new() { Name = "infeasible" }).ClickAsync();
        await chart.GetByLabel("Save Pareto front").ClickAsync();
        var download = await dashboard.Page.RunAndWaitForDownloadAsync(
            () => chart.GetByRole(AriaRole.Button, new() { Name = "SVG picture" }).ClickAsync());

        var svg = await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        foreach (var label in (string[])["Pareto front", "dominated", "knee"]) Assert.Contains($">{label}<", svg, StringComparison.Ordinal);
        Assert.DoesNotContain(">infeasible<", svg, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChartsOfARunningStudy_SayOfWhenTheyAre()
    {
        var client = (await served.Server).Client;
        await client.StartStudyAsync("""{"name":"going","searchSpace":{"x":[0,1]},"trials":9,"sampler":"random"}""");
        for (var told = 0; told < 3;)
            foreach (var trial in (await client.SuggestAsync("going")).Trials)
                await client.CompleteAsync("going", trial.Number, new CompleteRequest(trial.Lease, [++told]));

        await using var dashboard = await served.OpenAsync(browser);
        await dashboard.GoAsync("/studies/going");

        await Expect(dashboard.Page.Locator("[data-chart='Distribution of values (EDF)'] .note")).ToContainTextAsync("As it was at");
        await Expect(dashboard.Page.Locator("[data-chart='Optimization history'] .note")).ToHaveCountAsync(0);
        await client.StopStudyAsync("going");
        await Expect(dashboard.Page.Locator("[data-chart='Distribution of values (EDF)'] .note")).ToHaveCountAsync(0);
        await dashboard.AssertCleanAsync();
    }
}
