namespace Serverless.Tuner.Browser.Tests;

/// <summary>The TypeScript client on a page that has the server's own origin, as a dashboard has.</summary>
public sealed class BrowserClientTests(Browser browser)
{
    private const string Worker = """
        async key => {
            const { Tuner, float } = await import('/tuner.min.js');
            const study = await new Tuner({ key }).optimize(
                async trial => {
                    await trial.report(trial.parameters.x, 0);
                    await trial.saveArtifact('page.txt', document.title);
                    return (trial.parameters.x - 0.5) ** 2;
                },
                { name: 'page', space: { x: float(0, 1) }, trials: 5, concurrency: 2 });
            const { changes, etag } = await study.changes();
            const again = await study.changes(changes.seq, etag);
            const best = await study.best();
            return JSON.stringify({
                states: changes.trials.map(trial => trial.state),
                isNew: again.changes !== undefined,
                file: await (await study.artifact(best.number, 'page.txt')).text(),
            });
        }
        """;

    [Fact]
    public async Task PageOfTheServer_EvaluatesTrialsAndFollowsTheStudy()
    {
        await using var window = await browser.OpenAsync();
        var built = TypeScriptClient.BuildAsync();
        await using var served = await Served.StartAsync();
        await built;
        var page = await window.NewPageAsync();
        // The server has no page yet that loads the client: the browser takes these two for its own.
        await page.RouteAsync("**/worker.html", r => r.FulfillAsync(new() { ContentType = "text/html", Body = "<title>Worker</title>" }));
        await page.RouteAsync(
            "**/tuner.min.js", r => r.FulfillAsync(new() { ContentType = "text/javascript", Path = TypeScriptClient.Bundle }));
        await page.GotoAsync(new Uri(served.Url, "worker.html").AbsoluteUri);

        var found = await page.EvaluateAsync<string>(Worker, (await File.ReadAllTextAsync(Path.Combine(served.Data, "token"))).Trim());

        Assert.Equal(
            """{"states":["complete","complete","complete","complete","complete"],"isNew":false,"file":"Worker"}""", found);
        Assert.Equal(5, (await served.Client.GetStudyAsync("page")).Counts.Complete);
    }
}
