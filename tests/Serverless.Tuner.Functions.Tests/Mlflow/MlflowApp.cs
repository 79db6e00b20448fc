using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.Functions.Mlflow;
using Serverless.Tuner.Functions.Timers;
using Serverless.Tuner.Storage;
using Serverless.Tuner.TestKit;
using Serverless.Tuner.TestKit.Mlflow;

namespace Serverless.Tuner.Functions.Tests.Mlflow;

/// <summary>An app that is set to an MLflow server. Each test has a study, and an experiment, of its own.</summary>
public sealed class MlflowApp : IAsyncLifetime
{
    /// <summary>What no log, row, answer or error may hold.</summary>
    public const string Token = "mlflow-token-7f3a9c51";

    private AzuriteProcess? _azurite;
    private TunerApp? _app;
    private MlflowStub? _stub;

    internal TunerApp App => _app ?? throw new InvalidOperationException("Not started.");

    internal MlflowStub Stub => _stub ?? throw new InvalidOperationException("Not started.");

    internal string ConnectionString => _azurite!.ConnectionString;

    internal ConcurrentQueue<string> Logged { get; } = new();

    internal StudyStore Store => App.Services.GetRequiredService<StudyStore>();

    public async ValueTask InitializeAsync()
    {
        _azurite = await AzuriteProcess.StartAsync(hasBlobs: true);
        _stub = await MlflowStub.StartAsync(Token);
        _app = await TunerApp.StartAsync(_azurite.ConnectionString, configure: services => services
            .AddSingleton(new MlflowSettings { Address = new Uri(_stub.Url), Token = Token })
            // Its sweep never comes: it would send what tests send to servers of their own.
            .AddSingleton(new DueTimer(
                new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddYears(1)), NullLogger<DueTimer>.Instance))
            .AddLogging(logging => logging.AddProvider(new LogProvider(Logged))));
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
        if (_stub is not null) await _stub.DisposeAsync();
        if (_azurite is not null) await _azurite.DisposeAsync();
    }

    /// <summary>Sends to another server, or at another time, than the app itself does.</summary>
    internal MlflowSender Sender(MlflowStub stub, TimeProvider? time = null, TunerTables? tables = null)
    {
        var clock = time ?? TimeProvider.System;
        var rows = new MlflowRows(tables ?? App.Services.GetRequiredService<TunerTables>(), new HostStart(), clock);
        var server = new MlflowServer(new MlflowSettings { Address = new Uri(stub.Url), Token = Token }, TimeProvider.System);
        return ActivatorUtilities.CreateInstance<MlflowSender>(App.Services, rows, server, clock);
    }

    /// <summary>Waits until nothing more is to be sent.</summary>
    internal async Task<MlflowView> DoneAsync(string study) =>
        (await App.UntilAsync(study, s => s.Mlflow is { Done: true }, TimeSpan.FromSeconds(60))).Mlflow!;

    /// <summary>The runs of a study's trials by number, of which the server has each once; and that of the study itself.</summary>
    internal static (MlflowStubRun Parent, MlflowStubRun[] Trials) Runs(MlflowStub stub, StudyView study)
    {
        var own = stub.Runs.Where(run => run.Tags["study"] == study.Name).ToArray();
        var parent = Assert.Single(own, run => !run.Tags.ContainsKey("trial_number"));
        var trials = own.Where(run => run != parent).OrderBy(NumberOf).ToArray();
        Assert.Equal(Enumerable.Range(0, study.TrialsRun), trials.Select(NumberOf));
        Assert.All(trials, run => Assert.Equal(parent.Id, run.Tags["mlflow.parentRunId"]));
        return (parent, trials);
    }

    private static int NumberOf(MlflowStubRun run) => int.Parse(run.Tags["trial_number"], CultureInfo.InvariantCulture);

    /// <summary>Starts a study of workers, and tells all its trials: nothing advances it but requests.</summary>
    internal async Task<StudyView> ToldAsync(string name, int trials)
    {
        await StartAsync(name, trials);
        await TellAsync(name, trials);
        return await App.EndAsync(name);
    }

    internal Task<StudyView> StartAsync(string name, int trials) => App.Client.StartStudyAsync(
        $$"""
        {"name": "{{name}}", "objective": {"kind": "external"}, "searchSpace": {"x": [0, 1]}, "trials": {{trials}},
         "mlflow": {"experiment": "{{name}}"} }
        """);

    internal async Task TellAsync(string name, int trials)
    {
        for (var told = 0; told < trials; told++)
        {
            var trial = (await App.Client.SuggestAsync(name)).Trials.Single();
            await App.Client.CompleteAsync(name, trial.Number, new CompleteRequest(trial.Lease, [trial.Number]));
        }
    }

    private sealed class LogProvider(ConcurrentQueue<string> logged) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            logged.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
