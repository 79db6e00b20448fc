using Azure.Core.Pipeline;
using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Editing;

namespace Serverless.Tuner.Storage.Tests.Studies;

/// <summary>A test with a study of its own in the tables that all share.</summary>
public abstract class StudyTest(AzuriteFixture azurite) : IAsyncLifetime
{
    protected StudyName Name { get; } = StudyName.Parse("study-" + Guid.NewGuid().ToString("N"));

    protected CountingTimeProvider Clock { get; } = new();

    /// <summary>The table, looked at past all code under test.</summary>
    private protected TableClient Table { get; } = new(azurite.ConnectionString, "tunerstudies");

    private protected TableClient Index { get; } = new(azurite.ConnectionString, "tunerindex");

    public async ValueTask InitializeAsync()
    {
        await Table.CreateIfNotExistsAsync();
        await Index.CreateIfNotExistsAsync();
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    private protected TunerProcess NewProcess(
        TimeProvider? time = null, HttpPipelineTransport? transport = null, int maxRetries = 2, string? directory = null) =>
        new(azurite, time ?? Clock, transport, maxRetries, directory);

    /// <summary>A process of the one data directory of the test: those that were there before it are dead.</summary>
    private protected TunerProcess NextProcess(TimeProvider? time = null) => NewProcess(time, directory: "data");

    private protected static async Task<Study> CreateAsync(TunerProcess process, StudySpec spec)
    {
        var result = await process.Store.CreateAsync(spec, CancellationToken.None);
        Assert.Empty(result.Errors);
        Assert.False(result.IsOther);
        return result.Study!;
    }

    protected async Task<List<TableEntity>> RowsAsync(string? name = null)
    {
        var partition = name ?? Name.ToString();
        var rows = new List<TableEntity>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition}");
        await foreach (var row in Table.QueryAsync<TableEntity>(filter)) rows.Add(row);
        return rows;
    }

    protected async Task<TableEntity> StudyRowAsync() => await Table.GetEntityAsync<TableEntity>(Name, "study");

    protected async Task<TableEntity?> IndexEntryAsync(string? name = null)
    {
        var entry = await Index.GetEntityIfExistsAsync<TableEntity>("studies", name ?? Name);
        return entry.HasValue ? entry.Value : null;
    }

    /// <summary>As a caller does whose request was not answered.</summary>
    protected async Task<T> AskAsync<T>(Func<Task<T>> request)
    {
        for (var failures = 0; ; failures++)
        {
            try
            {
                var answer = request();
                while (!answer.IsCompleted)
                {
                    if (Clock.PendingTimers > 0) Clock.Advance(TimeSpan.FromSeconds(1));
                    await Task.WhenAny(answer, Task.Delay(1));
                }

                return await answer;
            }
            catch (Exception e) when (StorageFailure.Is(e) && failures < 3)
            {
                // It is made again.
            }
        }
    }

    /// <summary>The study and its trials as a process sees them that has never heard of them, after checking that they agree.</summary>
    protected async Task<(Study Study, IReadOnlyList<Trial> Trials)> ReadConsistentAsync(string? name = null)
    {
        var found = await NewProcess().Store.FindWithTrialsAsync(StudyName.Parse(name ?? Name), CancellationToken.None);
        Assert.NotNull(found);
        AssertConsistent(found.Value.Study, found.Value.Trials);
        return found.Value;
    }

    /// <summary>What the study row says is what its trials' rows add up to.</summary>
    protected static void AssertConsistent(Study study, IReadOnlyList<Trial> trials)
    {
        Assert.Equal(Enumerable.Range(0, study.NextNumber), trials.Select(t => t.Number));
        var open = study.Open.Select(o => o.Number).ToHashSet();
        Assert.Equal(study.Open.Count, open.Count);
        var told = trials.Where(t => !open.Contains(t.Number)).ToList();
        Assert.Equal(study.NextNumber - study.Open.Count, told.Count);
        Assert.All(told, t => Assert.True(t.HasEnded));
        Assert.Equal(
            (told.Count(t => t.State == TrialState.Complete),
                told.Count(t => t.State == TrialState.Pruned), told.Count(t => t.State == TrialState.Failed)),
            (study.Complete, study.Pruned, study.Failed));
        Assert.Equal(Money.Sum(told.Select(t => t.Cost)), study.Spent);
        var hidden = SpaceEditing.HiddenOf(study);
        var shown = told.Where(t => !hidden.Contains(t.Number));
        Assert.Equal(BestTrials.Of(study.Spec.Directions, shown).FirstOrDefault()?.Outcome.Values![0], study.Best?.Value);
        Assert.All(study.Open, o => Assert.True(o.Reserved >= Money.Zero));
        if (study.Ledger.Limit is { } limit)
            Assert.True(study.Ledger.Spent + study.Ledger.Reserved <= limit, $"{study.Ledger} exceeds its limit.");
    }
}
