using System.Collections.Concurrent;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Serverless.Tuner.Functions.Timers;
using Serverless.Tuner.Storage;

namespace Serverless.Tuner.Functions.Tests;

/// <summary>The sweep, called as its timer would.</summary>
public sealed class SweepTests(TunerApps apps)
{
    [Fact]
    public async Task Sweep_StudyThatCannotBeRead_SweepsThoseBehindItAndTellsOfItOnce()
    {
        var app = apps.App;
        var (broken, behind) = ("0-broken", "0-broken-s-neighbour");
        foreach (var name in new[] { broken, behind })
        {
            // Created by a process that did not come to start it.
            var spec = (await app.Client.StartStudyAsync($$"""{"name":"{{name}}-model","objective":"number","trials":2}""")).Spec with { Name = name };
            await app.Services.GetRequiredService<StudyStore>().CreateAsync(spec, CancellationToken.None);
        }

        var table = app.Tables.GetTableClient("tunerstudies");
        Azure.Data.Tables.TableEntity row = await table.GetEntityAsync<Azure.Data.Tables.TableEntity>(broken, "study");
        row["Spec"] = "{";
        await table.UpdateEntityAsync(row, Azure.ETag.All);
        var (logger, faults) = (new SweepLog(), new SweepFaults());

        for (var i = 0; i < 2; i++) await SweepAsync(app, faults, logger);

        Assert.Equal(2, (await app.EndAsync(behind)).Counts.Complete);
        Assert.Single(logger.Errors, e => e.Contains($"'{broken}'", StringComparison.Ordinal));
        var listed = (await app.Client.ListStudiesAsync("0-broke", 1)).Items.Single();
        Assert.Equal((broken, StudyState.Running, 2), (listed.Name, listed.State, listed.Trials));

        await app.Client.DeleteStudyAsync(broken);
        await SweepAsync(app, faults, logger);
        Assert.Single(logger.Errors, e => e.Contains($"'{broken}'", StringComparison.Ordinal));
    }

    private static Task SweepAsync(TunerApp app, SweepFaults faults, ILogger<SweepStudies> logger) =>
        ActivatorUtilities.CreateInstance<SweepStudies>(app.Services, faults, logger).RunAsync(
            new Microsoft.Azure.Functions.Worker.TimerInfo(), app.Services.GetRequiredService<DurableTaskClient>(), TestContext.Current.CancellationToken);

    private sealed class SweepLog : ILogger<SweepStudies>
    {
        public ConcurrentQueue<string> Errors { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.Error) Errors.Enqueue(formatter(state, exception));
        }
    }
}
