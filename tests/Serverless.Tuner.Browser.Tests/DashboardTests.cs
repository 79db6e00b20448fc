using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Serverless.Tuner.Browser.Tests;

/// <summary>The dashboard in a real browser, against a real server.</summary>
public sealed class DashboardTests(Browser browser, ServedDashboard served)
{
    /// <summary>Pages and views, each of which everybody can use, on any screen.</summary>
    public static TheoryData<string> Places =>
    [
        "/", "/start", $"/start?from={DashboardStudies.Curves}", $"/studies/{DashboardStudies.Curves}",
        $"/studies/{DashboardStudies.Curves}?tab=analysis", $"/studies/{DashboardStudies.Curves}?tab=trials",
        $"/studies/{DashboardStudies.Curves}?tab=setup", $"/studies/{DashboardStudies.Front}",
        $"/studies/{DashboardStudies.Cube}?tab=analysis",
        $"/studies/{DashboardStudies.Curves}/trials/0", "/compare",
        $"/compare?study={DashboardStudies.Front},{DashboardStudies.Cube}", "/schedules", "/memory", "/budgets", "/keys", "/nowhere",
        $"/studies/{DashboardStudies.Hostile}?tab=analysis",
    ];

    [Fact]
    public async Task Link_ShowsTheStudies_AndLeavesNoTokenInTheAddress()
    {
        await using var dashboard = await served.OpenAsync(browser);

        await Expect(dashboard.Page.GetByRole(AriaRole.Link, new() { Name = DashboardStudies.Curves, Exact = true })).ToBeVisibleAsync();

        Assert.DoesNotContain("token", dashboard.Page.Url, StringComparison.Ordinal);
        Assert.True(await dashboard.Page.EvaluateAsync<bool>(
            "() => sessionStorage.length === 1 && localStorage.length === 0 && document.cookie === ''"));
        await dashboard.AssertCleanAsync();
    }

    [Fact]
    public async Task WithoutAKey_NothingIsShown_AndAWrongOneIsRefused()
    {
        await using var dashboard = await served.OpenAsync(browser, hasKey: false);
        var page = dashboard.Page;
        await dashboard.AssertAccessibleAsync();

        await page.GetByLabel("Key", new() { Exact = true }).FillAsync("wrong");
        await page.GetByRole(AriaRole.Button, new() { Name = "Open" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("does not accept this key");

        await page.GetByLabel("Key", new() { Exact = true }).FillAsync(
            (await File.ReadAllTextAsync(Path.Combine((await served.Server).Data, "token"))).Trim());
        await page.GetByRole(AriaRole.Button, new() { Name = "Open" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Studies" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Study_StartedFromTheForm_IsSeenToItsEnd()
    {
        await using var dashboard = await served.OpenAsync(browser);
        var page = dashboard.Page;
        await dashboard.GoAsync("/start");

        await page.GetByLabel("Name", new() { Exact = false }).First.FillAsync("from the form");
        await page.Locator("label.field").Filter(new() { HasTextRegex = new Regex("^\\s*Objective") }).Locator("select")
            .SelectOptionAsync("registered");
        await Expect(page.GetByText("/name", new() { Exact = true })).ToBeVisibleAsync(); // A name has no blanks: the server says so.
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Start study" })).ToBeDisabledAsync();
        await page.GetByLabel("Name", new() { Exact = false }).First.FillAsync(DashboardStudies.Curves);
        await Expect(page.GetByText("another study has this name").First).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Start study" })).ToBeDisabledAsync();
        await page.GetByLabel("Name", new() { Exact = false }).First.FillAsync("from-the-form");
        await page.GetByLabel("Name of parameter 1").FillAsync("x1");
        await page.GetByLabel("from of x1").FillAsync("-5");
        await page.GetByLabel("to of x1").FillAsync("10");
        await page.GetByLabel("log", new() { Exact = true }).UncheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a parameter" }).ClickAsync();
        await page.GetByLabel("Name of parameter 2").FillAsync("x2");
        await page.GetByLabel("to of x2").FillAsync("15");
        await page.GetByLabel("Trials", new() { Exact = true }).FillAsync("12");
        await page.GetByLabel("Trials", new() { Exact = true }).PressAsync("Tab");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start study" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "from-the-form" })).ToBeVisibleAsync();
        await Expect(page.Locator(".page-head .badge")).ToHaveTextAsync("ended · trials", new() { Timeout = 60_000 });
        await Expect(page.Locator(".tile").First).Not.ToContainTextAsync("–");
        await Expect(page.Locator(".tile").Nth(1)).ToContainTextAsync("12 / 12");
        await dashboard.AssertCleanAsync();
        var study = await (await served.Server).Client.GetStudyAsync("from-the-form");
        Assert.Equal((12, 2), (study.Counts.Complete, study.Spec.SearchSpace.Count));
    }

    [Theory, InlineData(DashboardStudies.Curves, 11), InlineData(DashboardStudies.Front, 12), InlineData(DashboardStudies.Cube, 12)]
    public async Task EveryChart_HasDrawnWhatItIsAbout(string study, int least)
    {
        await using var dashboard = await served.OpenAsync(browser);

        await dashboard.GoAsync($"/studies/{study}?tab=analysis");
        await dashboard.ShootAsync($"charts-{study}");

        var pixels = await dashboard.PixelsAsync();
        var shown = await dashboard.Page.Locator("[data-chart]:not(:has(.empty))")
            .EvaluateAllAsync<string[]>("all => all.map(chart => chart.dataset.chart)");
        Assert.True(shown.Length >= least - 2, string.Join(", ", shown));
        Assert.All(shown, chart => Assert.True(pixels[chart] > 30, $"{chart}: {pixels[chart]} coloured pixels"));
        await dashboard.AssertCleanAsync();
    }

    [Fact]
    public async Task ClickOnAPoint_OpensItsTrial_AndTheTableHasTheSame()
    {
        await using var dashboard = await served.OpenAsync(browser);
        var page = dashboard.Page;
        await dashboard.GoAsync($"/studies/{DashboardStudies.Front}");
        var plot = page.Locator("[data-chart='Pareto front'] .u-over");
        var box = (await plot.BoundingBoxAsync())!;

        // Somewhere on the way across there is a point near.
        for (var share = 0.05f; share < 1 && !await page.Locator(".tip").IsVisibleAsync(); share += 0.02f)
            for (var height = 0.1f; height < 1 && !await page.Locator(".tip").IsVisibleAsync(); height += 0.1f)
                await page.Mouse.MoveAsync(box.X + (box.Width * share), box.Y + (box.Height * height));
        var said = Regex.Match(await page.Locator(".tip b").InnerTextAsync(), "Trial (\\d+)").Groups[1].Value;
        await page.Mouse.DownAsync();
        await page.Mouse.UpAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = $"Trial {said}", Exact = true })).ToBeVisibleAsync();
        await page.GoBackAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Pareto front as a table" }).ClickAsync();
        await Expect(page.Locator("[data-chart='Pareto front'] tbody tr")).ToHaveCountAsync(24);
    }

    [Fact]
    public async Task View_IsInTheAddress_AndCanBeShared()
    {
        await using var dashboard = await served.OpenAsync(browser);
        var page = dashboard.Page;
        await dashboard.GoAsync($"/studies/{DashboardStudies.Curves}");
        var history = page.Locator("[data-chart='Optimization history']");

        await history.GetByRole(AriaRole.Button, new() { Name = "Time" }).ClickAsync();
        await history.GetByRole(AriaRole.Button, new() { Name = "log" }).ClickAsync();
        var address = page.Url;
        await page.ReloadAsync();
        await dashboard.SettleAsync();

        Assert.Equal(address, page.Url);
        await Expect(history.GetByRole(AriaRole.Button, new() { Name = "Time" })).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(history.GetByRole(AriaRole.Button, new() { Name = "log" })).ToHaveAttributeAsync("aria-pressed", "true");
    }

    [Fact]
    public async Task Compare_OfStudiesWithSeveralValues_IsOfTheOneThatIsChosen()
    {
        await using var dashboard = await served.OpenAsync(browser);
        var page = dashboard.Page;
        await dashboard.GoAsync($"/compare?study={DashboardStudies.Front},{DashboardStudies.Cube}");
        var objective = page.Locator(".filters label").Filter(new() { HasText = "Objective" }).Locator("select");
        // Of the third value only one of them knows.
        await Expect(objective.Locator("option")).ToHaveTextAsync(["value", "value1"]);

        await objective.SelectOptionAsync("value1");

        await Expect(page.Locator("[data-chart='Best so far']")).ToBeVisibleAsync();
        Assert.Contains("metric=value1", page.Url, StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "Best so far as a table" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "value1" }).First).ToBeVisibleAsync();
        await dashboard.AssertCleanAsync();
    }

    [Fact]
    public async Task Chart_IsSavedAsPictureAndTable()
    {
        await using var dashboard = await served.OpenAsync(browser);
        var page = dashboard.Page;
        await dashboard.GoAsync($"/studies/{DashboardStudies.Curves}");

        foreach (var (what, begins) in ((string, byte[])[])[
            ("PNG picture", [0x89, .. "PNG"u8]), ("SVG picture", [.. "<svg"u8]), ("CSV table", [.. "Trial,"u8])])
        {
            await page.GetByLabel("Save Optimization history").ClickAsync();
            var download = await page.RunAndWaitForDownloadAsync(
                () => page.GetByRole(AriaRole.Button, new() { Name = what }).First.ClickAsync());
            var content = await File.ReadAllBytesAsync(await download.PathAsync());
            Assert.Equal(begins, content[..begins.Length]);
            Assert.StartsWith("curves-optimization-history.", download.SuggestedFilename, StringComparison.Ordinal);
        }

        await dashboard.AssertCleanAsync();
    }

    [Fact]
    public async Task Study_IsPausedStoppedAndDeletedAfterBeingAsked()
    {
        var server = await served.Server;
        await server.Client.StartStudyAsync("""{"name":"short-lived","searchSpace":{"x":[0,1]},"trials":3}""");
        await using var dashboard = await served.OpenAsync(browser);
        var page = dashboard.Page;
        await dashboard.GoAsync("/studies/short-lived");
        var badge = page.Locator(".page-head .badge");

        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Expect(badge).ToHaveTextAsync("paused", new() { Timeout = 15_000 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop study" }).ClickAsync();
        await Expect(badge).ToHaveTextAsync("ended · requested", new() { Timeout = 15_000 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Delete study" })).ToBeDisabledAsync();
        await page.GetByLabel("to confirm").FillAsync("short-lived");
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete study" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Studies" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "short-lived" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task KeyThatMayOnlyRead_SeesWhatItMayNotDoAsDisabled()
    {
        var server = await served.Server;
        var key = await server.Client.CreateKeyAsync(new KeyRequest { Name = "reader", Scope = KeyScope.Read });
        await using var dashboard = await Dashboard.OpenAsync(browser, server, key.Key);
        var page = dashboard.Page;
        await dashboard.SettleAsync();

        await dashboard.GoAsync($"/studies/{DashboardStudies.Curves}");

        foreach (var name in (string[])["Extend", "Delete"])
        {
            var button = page.GetByRole(AriaRole.Button, new() { Name = name });
            await Expect(button).ToBeDisabledAsync();
            await Expect(button).ToHaveAttributeAsync("title", new Regex("this needs write"));
        }

        await dashboard.GoAsync("/keys");
        await Expect(page.GetByText("Keys are for admins")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Page_IsUsedByKeyboardAlone()
    {
        await using var dashboard = await served.OpenAsync(browser);
        var page = dashboard.Page;
        await dashboard.SettleAsync();

        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to the content", await page.EvaluateAsync<string>("() => document.activeElement.textContent"));
        await page.GetByRole(AriaRole.Link, new() { Name = DashboardStudies.Curves, Exact = true }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = DashboardStudies.Curves })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Extend" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        Assert.Equal("Extend", await page.EvaluateAsync<string>("() => document.activeElement.textContent"));
    }

    [Theory, MemberData(nameof(Places))]
    public async Task EveryPage_IsAccessible_LightAndDark_AndFitsAPhone(string place)
    {
        foreach (var (width, theme) in ((int, ColorScheme)[])[
            (1440, ColorScheme.Light), (1280, ColorScheme.Dark), (390, ColorScheme.Light)])
        {
            await using var dashboard = await served.OpenAsync(browser, width, theme);

            await dashboard.GoAsync(place);

            await dashboard.ShootAsync($"{Regex.Replace(place, "[^a-z0-9]+", "-")}-{width}-{theme}");
            await dashboard.AssertAccessibleAsync();
            await dashboard.AssertFitsAsync();
            await dashboard.AssertCleanAsync();
        }
    }
}
