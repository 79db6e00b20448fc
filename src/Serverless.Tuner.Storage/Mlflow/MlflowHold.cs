namespace Serverless.Tuner.Storage;

/// <summary>Says that one pass alone sends a study to an MLflow server, and writes what that pass has come to. Whatever it writes goes with
/// the row <c>mlflow</c> in one transaction: one that was taken for lost writes nothing any more.</summary>
public sealed class MlflowHold : IDisposable
{
    /// <summary>After so long without a sign of life another pass may begin.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan s_renewal = Length / 4;

    private readonly TableClient _table;
    private readonly TimeProvider _time;
    private readonly StudyName _study;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private ETag _version;

    internal MlflowHold(TableClient table, TimeProvider time, StudyName study, MlflowState state, ETag version) =>
        (_table, _time, _study, State, _version) = (table, time, study, state, version);

    /// <summary>How far it is.</summary>
    public MlflowState State { get; private set; }

    /// <summary>Writes a change, and that this pass goes on.</summary>
    /// <param name="change">The change.</param>
    /// <param name="runs">Runs of trials that are written with it; up to 99.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="MlflowHoldLostException">Another pass has begun, or the study was deleted.</exception>
    public async Task SaveAsync(Func<MlflowState, MlflowState> change, IReadOnlyList<MlflowRun> runs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var next = change(State) with { Until = _time.GetUtcNow() + Length, Writes = State.Writes + 1 };
            _version = await WriteAsync(next, runs, cancellationToken);
            State = next;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Writes again and again that this pass goes on.</summary>
    /// <param name="onLost">What to do when another has begun.</param>
    /// <param name="stopping">Ends it.</param>
    public async Task KeepAsync(Action onLost, CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await Task.Delay(s_renewal, _time, stopping);
                await SaveAsync(state => state, [], stopping);
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A storage that does not answer for long is as good as a hold that is lost.
            if (!stopping.IsCancellationRequested) onLost();
        }
    }

    /// <summary>Lets others send.</summary>
    public Task ReleaseAsync(CancellationToken cancellationToken) =>
        WriteAsync(State with { Pass = null, Host = null, Until = null, Writes = State.Writes + 1 }, [], cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private async Task<ETag> WriteAsync(MlflowState next, IReadOnlyList<MlflowRun> runs, CancellationToken cancellationToken)
    {
        TableTransactionAction[] actions =
        [
            new(TableTransactionActionType.UpdateReplace, next.ToEntity(_study), _version),
            .. runs.Select(run => new TableTransactionAction(TableTransactionActionType.UpsertReplace, run.ToEntity(_study))),
        ];
        try
        {
            var responses = await Transaction.SubmitAsync(_table, actions, _time, cancellationToken);
            return responses[0].Headers.ETag!.Value;
        }
        catch (RequestFailedException e) when (Conflict.IsConflict(e) || e.Status == 404)
        {
            // Its own first try may have succeeded without an answer.
            var row = await _table.GetEntityIfExistsAsync<TableEntity>(
                _study, StudyKeys.MlflowRow, cancellationToken: cancellationToken);
            return row.HasValue && MlflowState.FromEntity(row.Value!) is { } now && now.Writes == next.Writes && now.Pass == next.Pass
                ? row.Value!.ETag
                : throw new MlflowHoldLostException();
        }
    }
}
