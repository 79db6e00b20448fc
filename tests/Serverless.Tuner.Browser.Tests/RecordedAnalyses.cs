using System.Text.Json;
using Microsoft.Playwright;

namespace Serverless.Tuner.Browser.Tests;

/// <summary>Answers of the analysis routes as a server gives them, for one that does not have them: made of the study's trials.</summary>
internal static class RecordedAnalyses
{
    private static readonly JsonSerializerOptions Json = TunerJson.Options;

    /// <summary>Answers for the server where that knows no such route.</summary>
    public static Task ServeAsync(IPage page, Served served) => page.RouteAsync(
        new System.Text.RegularExpressions.Regex("/studies/[^/]+/(history|scatter|importance|pareto|hints)(\\?|$)"),
        async route =>
        {
            var own = await route.FetchAsync();
            if (own.Status != 404)
            {
                await route.FulfillAsync(new() { Response = own });
                return;
            }

            var parts = new Uri(route.Request.Url).AbsolutePath.Split('/');
            var body = await MakeAsync(served, parts[^2], parts[^1]);
            await route.FulfillAsync(new() { ContentType = "application/json", Body = JsonSerializer.Serialize(body, Json) });
        });

    private static async Task<object> MakeAsync(Served served, string name, string what)
    {
        var study = await served.Client.GetStudyAsync(name);
        var trials = await served.Client.ListTrialsAsync(name).ToListAsync();
        var direction = study.Spec.Directions[0] == Direction.Maximize ? "maximize" : "minimize";
        var metric = study.ValueNames?[0] ?? "value";
        var counts = new { shown = trials.Count, of = trials.Count };
        object parameters = study.Spec.SearchSpace.Select(p => new
        {
            name = p.Name,
            kind = p.Kind == ParameterKind.Categorical ? "categorical" : p.Kind == ParameterKind.Int ? "int" : "float",
            low = p.Low,
            high = p.High,
            log = p.Log,
            choices = p.Choices,
        });
        return what switch
        {
            "history" => History(study, trials, metric, direction, counts),
            "scatter" => new
            {
                name,
                sequence = 1,
                metric,
                direction,
                counts,
                parameters,
                trials = new
                {
                    number = trials.Select(t => t.Number),
                    value = trials.Select(t => t.Values?[0]),
                    state = trials.Select(State),
                    best = trials.Select(_ => false),
                    parameters = study.Spec.SearchSpace.ToDictionary(
                        p => p.Name, p => trials.Select(t => t.Parameters.TryGetValue(p.Name, out var value) ? value : (object?)null)),
                },
                correlations = new { parameters = new[] { "a", metric }, matrix = new[] { new[] { 1, 0.8 }, new[] { 0.8, 1 } } },
            },
            "importance" => new
            {
                name,
                sequence = 1,
                metric,
                method = "pedAnova",
                counts,
                parameters = study.Spec.SearchSpace.Select((p, i) => new { name = p.Name, importance = Math.Pow(0.5, i + 1) }),
                interactions = Array.Empty<object>(),
            },
            "pareto" => new
            {
                name,
                sequence = 1,
                metrics = study.Spec.Directions.Select((_, i) => new { name = i == 0 ? "value" : $"value{i}", direction = "minimize" }),
                counts,
                front = trials.Where(t => t.Number % 3 == 0).Select(t => t.Number),
                knee = 3,
                hypervolume = 0.7,
                reference = Array.Empty<double>(),
                points = new
                {
                    number = trials.Select(t => t.Number),
                    values = study.Spec.Directions.Select((_, i) => trials.Select(t => t.Values?[i])),
                    feasible = trials.Select(_ => true),
                    front = trials.Select(t => t.Number % 3 == 0),
                },
                history = new { number = Array.Empty<int>(), hypervolume = Array.Empty<double>() },
            },
            _ => new
            {
                name,
                sequence = 1,
                hints = new[]
                {
                    new { kind = "bound", severity = "warning", parameters = new[] { "lr" }, text = "At a bound.", action = "Widen it." },
                },
            },
        };
    }

    private static object History(StudyView study, List<TrialView> trials, string metric, string direction, object counts)
    {
        var start = study.StartedAt!.Value;
        double? Seconds(DateTimeOffset? time) => (time - start)?.TotalSeconds;
        return new
        {
            name = study.Name,
            sequence = 1,
            startedAt = start,
            metric,
            direction,
            counts,
            best = new { number = new[] { 0, 5 }, value = new[] { 0.4, 0.8 }, seconds = new[] { 0.1, 0.5 }, spentUsd = new[] { 0.1, 0.5 } },
            points = new
            {
                number = trials.Select(t => t.Number),
                value = trials.Select(t => t.Values?[0]),
                state = trials.Select(State),
                seconds = trials.Select(t => Seconds(t.EndedAt)),
                costUsd = trials.Select(t => t.CostUsd),
                spentUsd = trials.Select(t => 0.04 * t.Number),
            },
            timeline = new
            {
                number = trials.Select(t => t.Number),
                state = trials.Select(State),
                start = trials.Select(t => Seconds(t.StartedAt)),
                end = trials.Select(t => Seconds(t.EndedAt)),
            },
            hypervolume = new { number = new[] { 0, 5, 9 }, value = new[] { 0.1, 0.5, 0.7 } },
            edf = new { value = new[] { 0.1, 0.5, 0.9 }, share = new[] { 0.2, 0.6, 1 } },
            curves = new[] { new { number = 0, state = "complete", step = new[] { 1, 2, 3 }, value = new[] { 0.2, 0.5, 0.6 } } },
            curveCounts = counts,
        };
    }

    private static string State(TrialView trial) => trial.State.ToString().ToLowerInvariant();
}
