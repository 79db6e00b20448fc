using Serverless.Tuner.Core.Editing;
using Serverless.Tuner.Core.Origins;
using Serverless.Tuner.Functions.Results;

namespace Serverless.Tuner.Functions.Agents;

/// <summary>The tools for agents that are about trials.</summary>
internal sealed class TrialTools(StudyStore store, StudyResults results)
{
    private static readonly ToolMember s_by = new(
        "by", "with several directions, what comes first: the name of a value, or knee, the best trade-off", "string");

    public IEnumerable<AgentTool> All =>
    [
        new(
            "compare_trials", "Compare the best trials", KeyScope.Read,
            "The best complete trials of a study as a table: values, cost and parameters, best first.",
            new ToolSchema(
                ToolMember.Study,
                new ToolMember("top", "how many; 5 when absent", "integer") { Range = (1, 50) },
                s_by),
            CompareAsync),
        new(
            "get_best_parameters", "Get the best parameters", KeyScope.Read,
            "The parameters to use, with the study's defaults and fixed values, also as a command that is ready to be run; the defaults "
            + "alone while no trial is complete.",
            new ToolSchema(ToolMember.Study, s_by), BestAsync),
        new(
            "explain_trial", "Explain a trial", KeyScope.Read,
            "Why a trial was chosen: where its point came from, what the sampler knew and expected, and the nearest good trials.",
            new ToolSchema(ToolMember.Study, new ToolMember("number", "the trial's number", "integer") { IsRequired = true, Range = (0,
                int.MaxValue) }),
            ExplainAsync),
    ];

    private async Task<ToolAnswer> CompareAsync(AgentCall call, ToolArguments arguments, CancellationToken cancellationToken)
    {
        var (name, top, by) = (arguments.Text("name", isRequired: true), arguments.Int("top", 1, 50) ?? 5, arguments.Text("by"));
        if (StudyTools.WrongWith(arguments) is { } wrong) return wrong;
        if (StudyName.TryParse(name) is not { } known
            || await store.FindWithTrialsAsync(known, cancellationToken) is not var (study, trials))
            return StudyTools.NoStudy(name);
        if (WrongWith(study.Spec, by) is { } unknown) return unknown;
        var hidden = SpaceEditing.HiddenOf(study);
        var shown = trials.Where(trial => !hidden.Contains(trial.Number));
        var best = FrontChoice.Of(study.Spec, shown, by).Take(top)
            .Select(t => t with { Parameters = SpaceEditing.PointNow(study, t.Number, t.Parameters) }).ToArray();
        if (best.Length == 0)
            return new ToolAnswer($"No trial of {QuotedText.Of(name)} is complete.", new { trials = Array.Empty<object>() });

        string[] parameters = [.. best.SelectMany(trial => trial.Parameters.Keys).Distinct(StringComparer.Ordinal)];
        var rows = best.Select(trial => (IEnumerable<string>)
        [
            $"{trial.Number}", .. trial.Outcome.Values!.Select(AgentText.Number), AgentText.Usd(trial.Cost.Usd),
            .. parameters.Select(p => trial.Parameters.TryGetValue(p, out var value) ? AgentText.Parameter(value) : "-"),
        ]);
        IEnumerable<string> head =
            ["trial", .. ValueNames.Of(study.Spec).Select(QuotedText.Name), "cost", .. parameters.Select(QuotedText.Name)];
        return new ToolAnswer(
            string.Join('\n', rows.Prepend(head).Select(row => string.Join(" | ", row))),
            new
            {
                trials = best.Select(trial => new
                {
                    number = trial.Number,
                    values = trial.Outcome.Values,
                    costUsd = trial.Cost.Usd,
                    parameters = trial.Parameters,
                }).ToArray(),
            });
    }

    private async Task<ToolAnswer> BestAsync(AgentCall call, ToolArguments arguments, CancellationToken cancellationToken)
    {
        var (name, by) = (arguments.Text("name", isRequired: true), arguments.Text("by"));
        if (StudyTools.WrongWith(arguments) is { } wrong) return wrong;
        if (StudyName.TryParse(name) is not { } known || await store.ReadAsync(known, cancellationToken) is not { } there)
            return StudyTools.NoStudy(name);
        if (WrongWith(there.Spec, by) is { } unknown) return unknown;
        if (await results.FindAsync(known, by, cancellationToken) is not var (study, result)) return StudyTools.NoStudy(name);

        var command = ReadyCommand.Of(study.Spec, result.BestParameters);
        var lines = new List<string>
        {
            result.Fallback
                ? $"No trial of {QuotedText.Of(name)} can be used; these are its defaults, of which nothing was measured."
                : $"Best of {QuotedText.Of(name)}{(result.Completed ? "" : " so far")}: trial {result.BestTrial}, "
                    + AgentText.Values(study.Spec, result.BestValues ?? [result.BestValue!.Value]),
            AgentText.Parameters(result.BestParameters),
        };
        if (command is not null) lines.Add($"{(study.Spec.Objective.Command is null ? "Options" : "Command")}: {command}");
        return new ToolAnswer(string.Join('\n', lines), new
        {
            completed = result.Completed,
            fallback = result.Fallback,
            bestTrial = result.BestTrial,
            bestValue = result.BestValue,
            bestValues = result.BestValues,
            parameters = result.BestParameters,
            command,
            spentUsd = result.SpentUsd,
            savedUsd = result.SavedUsd,
        });
    }

    private async Task<ToolAnswer> ExplainAsync(AgentCall call, ToolArguments arguments, CancellationToken cancellationToken)
    {
        var (name, number) = (arguments.Text("name", isRequired: true), arguments.Int("number", 0, int.MaxValue, isRequired: true));
        if (StudyTools.WrongWith(arguments) is { } wrong) return wrong;
        if (StudyName.TryParse(name) is not { } known
            || await store.FindWithTrialsAsync(known, cancellationToken) is not var (study, trials))
            return StudyTools.NoStudy(name);
        var asked = number!.Value;
        if (asked >= trials.Count) return ToolAnswer.Error($"{QuotedText.Of(name)} has no trial {asked}; it has {trials.Count}.");
        var explanation = Explanation.Of(study, trials, asked);
        return new ToolAnswer(
            string.Join('\n', explanation.Sentences.Select(QuotedText.Clean).Prepend($"Trial {asked} of {QuotedText.Of(name)}:")),
            explanation with { Sentences = [.. explanation.Sentences.Select(QuotedText.Clean)] });
    }

    private static ToolAnswer? WrongWith(StudySpec spec, string? by) =>
        by is not null && BestBy.WrongWith(spec, by) is { } wrong ? ToolAnswer.Error($"by {QuotedText.Clean(wrong.Detail)}") : null;
}
