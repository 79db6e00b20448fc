using Serverless.Tuner.Cli.Rendering;
using Serverless.Tuner.Cli.Servers;
using Serverless.Tuner.Client;

namespace Serverless.Tuner.Cli.Commands;

/// <summary>One run of a <c>tuner study</c> command.</summary>
internal sealed class StudyCall(
    CliEnvironment environment, ServerFinder finder, ParseResult parsed, CancellationToken cancellationToken) : IAsyncDisposable
{
    private ApiConnection? _connection;

    public CliEnvironment Environment => environment;

    public IAnsiConsole Output => environment.Terminal.Output;

    public ParseResult Parsed => parsed;

    /// <summary>Whether JSON is wanted, and nothing else on standard output.</summary>
    public bool Json { get; init; }

    /// <summary>Whether a table is wanted as CSV, and nothing else on standard output.</summary>
    public bool Csv { get; init; }

    public CancellationToken CancellationToken => cancellationToken;

    /// <inheritdoc cref="ServerFinder.ConnectAsync" />
    public async Task<ApiConnection> ConnectAsync() => _connection = await finder.ConnectAsync(cancellationToken);

    /// <inheritdoc cref="ServerFinder.ConnectOrOpenAsync" />
    public async Task<ApiConnection> ConnectOrOpenAsync(bool brings = false) =>
        _connection = await finder.ConnectOrOpenAsync(cancellationToken, brings);

    /// <summary>A server that runs studies, and that which follows it.</summary>
    public async Task<StudyServer> WatchAsync() => new(
        await finder.ConnectAsync(cancellationToken),
        finder.TryFindNextAsync,
        $"The server has ended and the study stands still until `{Installation.Command} serve` goes on with it; waiting for that ...");

    public ValueTask DisposeAsync() => _connection?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>The name that was given, or that of the study that was created last.</summary>
    public async Task<string> StudyAsync(TunerClient client, Argument<string?> name)
    {
        if (parsed.GetValue(name) is { } given) return given;
        StudySummary? last = null;
        await foreach (var study in client.ListStudiesAsync(cancellationToken))
            if (last is null || study.CreatedAt > last.CreatedAt) last = study;
        return last?.Name ?? throw new CliException("There is no study yet.", ExitCode.InvalidInput);
    }

    /// <summary>Writes an answer as JSON or CSV where that is wanted, else as <paramref name="write"/> does.</summary>
    public int Show<T>(T answer, Action write, Func<CsvTable>? csv = null)
    {
        if (Json) environment.Terminal.WriteJson(answer);
        else if (Csv && csv is not null) csv().WriteTo(environment.Terminal.Json);
        else write();
        return ExitCode.Done;
    }

    /// <summary>Writes how many points wait, and what has them tried where the study has ended, or its JSON.</summary>
    public int ShowEnqueued(StudyView study)
    {
        var wait = study.Enqueued == 1 ? "point waits" : "points wait";
        var end = study.State != StudyState.Ended ? "."
            : study.ContinueWith is { } command ? $"; the study has ended, `{Installation.Own(command)}` has them tried."
            : $"; the study has ended ({Format.Reason(study.StopReason!.Value)}) and cannot go on.";
        return Show(study, () => Output.WriteLine($"Study {study.Name}: {study.Enqueued} enqueued {wait}{end}"));
    }

    /// <summary>Writes how far a study is, with a remark and lines after it, or its JSON.</summary>
    public int ShowProgress(StudyView study, string remark = "", IEnumerable<string>? lines = null) => Show(study, () =>
    {
        Output.WriteLine($"Study {study.Name}: {Format.Progress(study)}.{remark}");
        foreach (var line in lines ?? []) Output.WriteLine(line);
    });
}
