namespace Serverless.Tuner.Storage;

/// <summary>The tables of the tuner in one storage account, created when they are first needed.</summary>
public sealed class TunerTables(TableServiceClient service)
{
    private readonly TableClient _studies = service.GetTableClient(StudyKeys.StudiesTable);
    private readonly TableClient _index = service.GetTableClient(StudyKeys.IndexTable);
    private readonly TableClient _requests = service.GetTableClient(StudyKeys.RequestsTable);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile bool _created;
    private volatile bool _requestsCreated;

    /// <summary>The keys; the table is there once there is one.</summary>
    internal TableClient Keys { get; } = service.GetTableClient(StudyKeys.KeysTable);

    /// <summary>The schedules; the table is there once there is one.</summary>
    internal TableClient Schedules { get; } = service.GetTableClient(StudyKeys.SchedulesTable);

    /// <summary>What is kept of studies that ended; the table is there once one has.</summary>
    internal TableClient Memory { get; } = service.GetTableClient(StudyKeys.MemoryTable);

    /// <summary>The budgets that studies share, and the places of the queue; the table is there once there is one.</summary>
    internal TableClient Budgets { get; } = service.GetTableClient(StudyKeys.BudgetsTable);

    internal async Task<TableClient> StudiesAsync(CancellationToken cancellationToken)
    {
        await EnsureCreatedAsync(cancellationToken);
        return _studies;
    }

    internal async Task<TableClient> IndexAsync(CancellationToken cancellationToken)
    {
        await EnsureCreatedAsync(cancellationToken);
        return _index;
    }

    /// <summary>The requests that came with a key; many an app never has one.</summary>
    internal async Task<TableClient> RequestsAsync(CancellationToken cancellationToken)
    {
        if (!_requestsCreated) await _requests.CreateIfNotExistsAsync(cancellationToken);
        _requestsCreated = true;
        return _requests;
    }

    /// <summary>Whether the storage account answers.</summary>
    public async Task PingAsync(CancellationToken cancellationToken)
    {
        var index = await IndexAsync(cancellationToken);
        await index.GetEntityIfExistsAsync<TableEntity>(StudyKeys.IndexPartition, "0", cancellationToken: cancellationToken);
    }

    private async Task EnsureCreatedAsync(CancellationToken cancellationToken)
    {
        if (_created) return;
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_created) return;
            await _index.CreateIfNotExistsAsync(cancellationToken);
            await _studies.CreateIfNotExistsAsync(cancellationToken);
            _created = true;
        }
        finally
        {
            _gate.Release();
        }
    }
}
