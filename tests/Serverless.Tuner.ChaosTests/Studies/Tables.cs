using System.Globalization;
using Azure.Data.Tables;
using Azure;
using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.Core.StudyFiles;
using Serverless.Tuner.Storage;

namespace Serverless.Tuner.ChaosTests.Studies;

/// <summary>What the storage really holds: past the proxy and past all that a running app remembers.</summary>
internal sealed class Tables(AzuriteProcess azurite)
{
    private readonly TableClient _studies = new(azurite.ConnectionString, "tunerstudies");
    private readonly TableClient _index = new(azurite.ConnectionString, "tunerindex");

    /// <summary>The study row; null when it is not there, or the storage is not.</summary>
    public async Task<TableEntity?> StudyRowAsync(string name)
    {
        try
        {
            var row = await _studies.GetEntityIfExistsAsync<TableEntity>(name, "study");
            return row.HasValue ? row.Value : null;
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException)
        {
            return null;
        }
    }

    /// <summary>Waits until something holds of the study row.</summary>
    public async Task UntilAsync(string name, Func<TableEntity, bool> condition, TimeSpan? patience = null, Func<Task>? meanwhile = null)
    {
        using var limit = new CancellationTokenSource(patience ?? TimeSpan.FromMinutes(2));
        TableEntity? row = null;
        try
        {
            while ((row = await StudyRowAsync(name)) is null || !condition(row))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(25), limit.Token);
                if (meanwhile is not null) await meanwhile();
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"Study '{name}' did not come to it: {Describe(row)}");
        }
    }

    /// <summary>Waits until the study has ended and the index says so.</summary>
    public async Task UntilEndedAsync(string name, TimeSpan? patience = null, Func<Task>? meanwhile = null)
    {
        await UntilAsync(name, row => row.GetString("State") == "Ended", patience, meanwhile);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await _index.GetEntityAsync<TableEntity>("studies", name, cancellationToken: limit.Token)).Value.GetString(
            "State") != "Ended")
            await Task.Delay(TimeSpan.FromMilliseconds(25), limit.Token);
    }

    public static int Told(TableEntity row) =>
        row.GetInt32("Complete")!.Value + row.GetInt32("Pruned")!.Value + row.GetInt32("Failed")!.Value;

    public async Task<(Study Study, IReadOnlyList<Trial> Trials)> ReadAsync(string name)
    {
        var store =
            new StudyStore(new TunerTables(new TableServiceClient(azurite.ConnectionString)), TimeProvider.System, SpecComparison.BuiltIn);
        return await store.FindWithTrialsAsync(StudyName.Parse(name), CancellationToken.None)
            ?? throw new InvalidOperationException($"There is no study '{name}'.");
    }

    /// <summary>
    /// Checks that a study of so many trials has ended with nothing lost and nothing told twice: what its row says is what the
    /// rows of its trials add up to, to the micro-dollar.
    /// </summary>
    public async Task<(Study Study, IReadOnlyList<Trial> Trials)> CheckEndedAsync(string name, int count)
    {
        var (study, trials) = await ReadAsync(name);
        Assert.Equal((StudyState.Ended, StopReason.Trials), (study.State, study.StopReason));
        Assert.Equal(Enumerable.Range(0, count), trials.Select(t => t.Number));
        CheckSums(study, trials);
        Assert.Empty(study.Open);
        Assert.Equal(0, study.Ledger.Reserved.Micro);

        var entry = (await _index.GetEntityAsync<TableEntity>("studies", name)).Value;
        Assert.Equal("Ended", entry.GetString("State"));
        Assert.Equal(study.Complete, entry.GetInt32("Complete"));
        return (study, trials);
    }

    /// <summary>Checks that the study row is what the rows of those trials add up to that it has been told of.</summary>
    public static void CheckSums(Study study, IReadOnlyList<Trial> trials)
    {
        var open = study.Open.Select(o => o.Number).ToHashSet();
        var told = trials.Where(t => !open.Contains(t.Number)).ToList();
        Assert.Equal(study.NextNumber, trials.Count);
        Assert.All(told, t => Assert.True(t.HasEnded, $"trial {t.Number} was told, but its row says {t.State}"));
        Assert.All(told, t => Assert.NotNull(t.EndedAt));
        Assert.Equal(
            (Count(TrialState.Complete), Count(TrialState.Pruned), Count(TrialState.Failed)), (study.Complete, study.Pruned, study.Failed));
        Assert.Equal(Money.Sum(told.Select(t => t.Cost)), study.Spent);
        Assert.Equal(BestTrials.Of(study.Spec.Directions, told).FirstOrDefault()?.Outcome.Values![0], study.Best?.Value);
        if (study.Ledger.Limit is { } limit) Assert.True(study.Spent + study.Ledger.Reserved <= limit, $"{study.Ledger} exceeds its limit");

        int Count(TrialState state) => told.Count(t => t.State == state);
    }

    private static string Describe(TableEntity? row) =>
        row is null ? "there is no row" : string.Join(", ", row.Where(p => p.Key is not "Spec").Select(p => $"{p.Key}={p.Value}"));
}
