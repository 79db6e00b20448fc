using Serverless.Tuner.Functions.Http;
using Serverless.Tuner.Functions.Orchestration;
using Serverless.Tuner.Functions.Results;

namespace Serverless.Tuner.Functions.Agents;

/// <summary>The tools for agents that are about studies.</summary>
internal sealed class StudyTools(
    StudyStore store, StudyLaunch launch, StudyStarter starter, StudyViews views, FailureSummary failures)
{
    private const int MostReasons = 3;
    private const int MostNotes = 10;

    /// <summary>How many failed trials of a study a list looks at: so many tell what is common.</summary>
    private const int MostListed = 200;

    public IEnumerable<AgentTool> All =>
    [
        new(
            "start_study", "Start a study", KeyScope.Write,
            "Starts a study that searches the best parameters of an objective, and answers at once; the same call again is the same study. "
            + "Give a limit of money. Programs are run only where the server and the key allow it.",
            StudyFileOfAgent.Schema, StartAsync),
        new(
            "get_study_status", "Show a study", KeyScope.Read,
            "How far a study is: trials by outcome, the best value, money, what it waits for, and why trials failed.",
            new ToolSchema(ToolMember.Study), StatusAsync),
        new(
            "list_studies", "List studies", KeyScope.Read,
            "Lists studies by name: state, what waits and for what, best value, money, and why those ended that failed.",
            new ToolSchema(
                new ToolMember("state", "only those in this state", "string") { Words = ToolArguments.Words<StudyState>() },
                new ToolMember("tags", "only those with each of these tags, texts by name", "object"),
                new ToolMember("limit", "how many at most; 20 when absent", "integer") { Range = (1, 100) },
                new ToolMember("after", "the name after which the list goes on", "string")),
            ListAsync),
        new(
            "stop_study", "Stop a study", KeyScope.Write,
            "Ends a study: nothing more is started, and running trials are cut short or, with afterRunning, end by themselves. What was "
            + "found is kept.",
            new ToolSchema(
                ToolMember.Study,
                new ToolMember("mode", "what becomes of running trials; now when absent", "string")
                {
                    Words = ToolArguments.Words<StopMode>(),
                }),
            StopAsync)
        { IsDestructive = true },
    ];

    /// <summary>What is wrong with a call's arguments; null when nothing is.</summary>
    public static ToolAnswer? WrongWith(ToolArguments arguments) =>
        arguments.Errors.Count == 0 ? null : ToolAnswer.Error(string.Join('\n', arguments.Errors));

    /// <summary>There is no such study.</summary>
    public static ToolAnswer NoStudy(string? name) =>
        ToolAnswer.Error($"There is no study {QuotedText.Of(name)}; list_studies lists them.");

    private async Task<ToolAnswer> StartAsync(AgentCall call, ToolArguments arguments, CancellationToken cancellationToken)
    {
        var file = StudyFileOfAgent.Of(arguments);
        if (WrongWith(arguments) is { } wrong) return wrong;
        var (study, refusal) = await launch.StartAsync(call.Caller, file, call.Client, cancellationToken);
        if (study is null) return ToolAnswer.Error(refusal!.Error!);
        var view = await views.ViewWithRemarksAsync(study, cancellationToken);
        var limit = view.Spec.Budget?.LimitUsd is { } usd ? $"at most {AgentText.Usd(usd)}" : "without a limit of money";
        if (view.Spec.Budget is { Reported: true }) limit += ", of what the objective reports as its cost";
        var remarks = string.Concat((view.Remarks ?? []).Select(remark => $" {QuotedText.Clean(remark)}"));
        return new ToolAnswer(
            $"{QuotedText.Of(view.Name)} is {AgentText.State(view.State, view.StopReason, view.Waiting)}: {view.Spec.Trials} trials, "
            + $"{limit}.{remarks}",
            Data(view));
    }

    private async Task<ToolAnswer> StatusAsync(AgentCall call, ToolArguments arguments, CancellationToken cancellationToken)
    {
        var name = arguments.Text("name", isRequired: true);
        if (WrongWith(arguments) is { } wrong) return wrong;
        if (StudyName.TryParse(name) is not { } known || await store.ReadAsync(known, cancellationToken) is not { } study)
            return NoStudy(name);
        var view = await views.ViewAsync(study, cancellationToken);
        var why = await failures.FindAsync(StudyOutline.Of(study), MostReasons, cancellationToken);
        var lines = new List<string>
        {
            $"{QuotedText.Of(view.Name)} {AgentText.State(view.State, view.StopReason, view.Waiting)}: {AgentText.Outcome(view)}",
            $"{view.TrialsRun} of {view.Spec.Trials} trials have ended, in {view.DurationSeconds:0} s",
        };
        if (view.Error is { } error) lines.Add($"Error: {QuotedText.Of(error)}");
        if (why.Items.Count > 0) lines.Add($"Failed: {string.Join("; ", why.Items.Select(f => AgentText.Failure(f, view.Name)))}");
        var notes = Notes(view.Attributes);
        if (notes is not null)
            lines.Add($"Notes: {string.Join(", ", notes.Select(n => $"{QuotedText.Of(n.Key)}: {QuotedText.Of(n.Value)}"))}");
        return new ToolAnswer(string.Join('\n', lines), Data(view, why.Items, notes));
    }

    private async Task<ToolAnswer> ListAsync(AgentCall call, ToolArguments arguments, CancellationToken cancellationToken)
    {
        var (state, tags) = (arguments.Word<StudyState>("state"), arguments.Texts("tags"));
        var (limit, after) = (arguments.Int("limit", 1, 100) ?? 20, arguments.Text("after"));
        if (WrongWith(arguments) is { } wrong) return wrong;
        var page = await store.ListAsync(new StudyFilter { State = state, Tags = tags }, after, limit, cancellationToken);
        var studies = await views.SummariesAsync(page.Items, cancellationToken);
        var failed = await CommonestFailuresAsync(page.Items, cancellationToken);
        var lines = studies.Select(study =>
            $"{QuotedText.Of(study.Name)} {AgentText.State(study.State, study.StopReason, study.Waiting)}: {AgentText.Outcome(study)}"
            + (study.Error is { } error ? $"; {QuotedText.Of(error)}" : "")
            + (failed.GetValueOrDefault(study.Name) is { } failure ? $"; {AgentText.Failure(failure, study.Name)}" : ""));
        var text = studies.Count == 0 ? "There is no such study." : string.Join('\n', lines);
        if (page.Next is { } next) text += $"\nThere are more: call again with after {QuotedText.Of(next)}.";
        return new ToolAnswer(text, new
        {
            studies = studies.Select(study => Data(study, failed.GetValueOrDefault(study.Name))).ToArray(),
            next = page.Next,
        });
    }

    /// <summary>Why most trials failed of studies that ended with nothing but failures and do not say why, by name.</summary>
    private async Task<Dictionary<string, FailureView>> CommonestFailuresAsync(
        IEnumerable<StudyOutline> studies, CancellationToken cancellationToken)
    {
        var failed = new Dictionary<string, FailureView>(StringComparer.Ordinal);
        foreach (var study in studies)
            if (study is { State: StudyState.Ended, Error: null, Counts: { Complete: 0, Failed: > 0 } }
                && (await failures.FindAsync(study, 1, cancellationToken, MostListed)).Items is [var commonest])
                failed[study.Name] = commonest;
        return failed;
    }

    private async Task<ToolAnswer> StopAsync(AgentCall call, ToolArguments arguments, CancellationToken cancellationToken)
    {
        var (name, mode) = (arguments.Text("name", isRequired: true), arguments.Word<StopMode>("mode") ?? StopMode.Now);
        if (WrongWith(arguments) is { } wrong) return wrong;
        if (StudyName.TryParse(name) is not { } known
            || (await store.StopAsync(known, mode, cancellationToken)).Study is not { } study)
            return NoStudy(name);
        if (study.State == StudyState.Running)
        {
            study = await starter.WakeAsync(call.Client, study, lostTrial: null, cancellationToken);
            if (study.State == StudyState.Running) await starter.EnsureStartedAsync(call.Client, study, cancellationToken);
        }

        var view = await views.ViewAsync(study, cancellationToken);
        var stops = view.State == StudyState.Running ? "is stopping" : $"has {AgentText.State(view.State, view.StopReason, null)}";
        return new ToolAnswer($"{QuotedText.Of(view.Name)} {stops}: {AgentText.Outcome(view)}", Data(view));
    }

    private static Dictionary<string, string>? Notes(IReadOnlyDictionary<string, string>? attributes) =>
        attributes?.OrderBy(note => note.Key, StringComparer.Ordinal).Take(MostNotes)
            .GroupBy(note => QuotedText.Clean(note.Key)).ToDictionary(note => note.Key, note => QuotedText.Clean(note.First().Value));

    private static object Data(
        StudyView study, IReadOnlyList<FailureView>? failed = null, IReadOnlyDictionary<string, string>? notes = null) => new
        {
            name = study.Name,
            state = study.State,
            stopReason = study.StopReason,
            waitsFor = QuotedTextOrNull(study.Waiting?.For),
            error = QuotedTextOrNull(study.Error),
            trials = study.Spec.Trials,
            counts = study.Counts,
            bestTrial = study.Best?.Number,
            bestValue = study.Best?.Values[0],
            spentUsd = study.Ledger.SpentUsd,
            limitUsd = study.Ledger.LimitUsd,
            durationSeconds = study.DurationSeconds,
            failures = failed?.Select(Data).ToArray(),
            notes,
        };

    private static object Data(StudySummary study, FailureView? failed) => new
    {
        name = study.Name,
        state = study.State,
        stopReason = study.StopReason,
        waitsFor = QuotedTextOrNull(study.Waiting?.For),
        error = QuotedTextOrNull(study.Error),
        trials = study.Trials,
        counts = study.Counts,
        bestValue = study.BestValue,
        spentUsd = study.Ledger.SpentUsd,
        limitUsd = study.Ledger.LimitUsd,
        failures = failed is null ? null : new[] { Data(failed) },
        tags = study.Tags?.GroupBy(tag => QuotedText.Clean(tag.Key))
            .ToDictionary(tag => tag.Key, tag => QuotedText.Clean(tag.First().Value)),
    };

    private static object Data(FailureView failure) =>
        new { reason = QuotedText.Clean(failure.Reason), count = failure.Count, trials = failure.Studies[0].Trials };

    private static string? QuotedTextOrNull(string? text) => text is null ? null : QuotedText.Clean(text);
}
