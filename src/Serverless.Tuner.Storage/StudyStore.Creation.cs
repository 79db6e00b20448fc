using Serverless.Tuner.Core.Editing;
using Serverless.Tuner.Storage.Telemetry;

namespace Serverless.Tuner.Storage;

// How studies are created.
public sealed partial class StudyStore
{
    /// <summary>What a new study's row leaves free for its open trials, its last plan and the parameters of its best trial.</summary>
    private const int SpareBytes = 480 * 1024;

    /// <summary>Creates a study; the same spec again is the same study, with more trials it is extended.</summary>
    /// <param name="spec">A spec that was parsed without errors.</param>
    /// <param name="cancellationToken">Stops waiting; what was written stays.</param>
    /// <param name="queue">Whether it waits for its turn; null where it does not.</param>
    public Task<CreateResult> CreateAsync(StudySpec spec, CancellationToken cancellationToken, QueueAsk? queue = null) =>
        CreateAsync(spec, NewId(), MeetAsync, queue, cancellationToken);

    /// <summary>Creates a study with an id; one of its name that is there already is left as it is.</summary>
    /// <param name="spec">A spec that was parsed without errors.</param>
    /// <param name="id">The study's id, of <see cref="NewId"/>.</param>
    /// <param name="cancellationToken">Stops waiting; what was written stays.</param>
    /// <param name="queue">Whether it waits for its turn; null where it does not.</param>
    public Task<CreateResult> CreateAsync(StudySpec spec, Guid id, CancellationToken cancellationToken, QueueAsk? queue = null) =>
        CreateAsync(spec, id, (existing, other, _) => Task.FromResult(Compare(existing, other)), queue, cancellationToken);

    /// <summary>An id for a new study.</summary>
    public Guid NewId() => Guid.CreateVersion7(time.GetUtcNow());

    /// <summary>Whether a spec is that of a study, but for more trials.</summary>
    /// <remarks>A study that was changed since its start is still the one that its study file started.</remarks>
    public CreateResult Compare(Study existing, StudySpec spec)
    {
        var differences = comparison.Differences(existing.Spec, spec);
        if (differences.Count == 0 || (existing.Edits.Count > 0
            && comparison.Differences(SpaceEditing.FirstSpecOf(existing), spec).Count == 0)) return new CreateResult(existing, [], false);
        return new CreateResult(existing, differences, true);
    }

    private async Task<CreateResult> CreateAsync(
        StudySpec spec, Guid id, Func<Study, StudySpec, CancellationToken, Task<CreateResult>> meet, QueueAsk? queue,
        CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (spec.WarmStart is not null && await ReadAsync(StudyName.Parse(spec.Name), cancellationToken) is { } before)
            return await meet(before, spec, cancellationToken);
        var (study, warmRow, errors) = await WarmAsync(
            StudyMachine.Create(spec, RunToken(now), now) with { Id = id, QueueKey = queue?.Key }, cancellationToken);
        if (errors.Count > 0) return new CreateResult(null, errors, false);
        if (queue is { Waits: true }) study = StudyMachine.Queue(study);
        using var trace = StudyTrace.Start(study);
        study = study with { TraceParent = trace?.Id };
        var result = await AddAsync(study, warmRow, spec, meet, cancellationToken);
        if (result.Study?.Id != study.Id) StudyTrace.Drop(trace);
        return result;
    }

    private async Task<CreateResult> AddAsync(
        Study study, TableEntity? warmRow, StudySpec spec, Func<Study, StudySpec, CancellationToken, Task<CreateResult>> meet,
        CancellationToken cancellationToken)
    {
        var row = StudyRow.ToEntity(study);
        if (!LongText.Fits(row, SpareBytes))
            return new CreateResult(null, [new FieldError("", "is too large for a study's row in Table Storage (1 MiB)")], false);

        var studies = await tables.StudiesAsync(cancellationToken);
        for (var tries = 0; ; tries++)
        {
            // The index comes first: readers skip an entry without a study, but would not find a study without an entry.
            var isEntered = await Index.TryEnterAsync(study, cancellationToken);
            if (await TryAddAsync(studies, row, warmRow, cancellationToken))
            {
                // The entry is of an earlier study, whose deletion may still remove it.
                if (!isEntered) await Index.WriteAsync(study, null, cancellationToken);
                return new CreateResult(study, [], false);
            }

            if (await FindAsync(study.Name, cancellationToken) is { } existing)
            {
                if (isEntered) await Index.WriteAsync(existing, null, cancellationToken);
                return await meet(existing, spec, cancellationToken);
            }

            if (tries >= Conflict.MaxTries)
                throw new InvalidOperationException($"Study '{study.Name}' is being deleted and created again all the time.");
            await DeleteAsync(study.Name, cancellationToken);
            await Conflict.WaitAsync(tries, time, cancellationToken);
        }
    }

    private async Task<bool> TryAddAsync(TableClient studies, TableEntity row, TableEntity? warm, CancellationToken cancellationToken)
    {
        if (warm is null) return await StudyIndex.AddIfAbsentAsync(studies, row, cancellationToken);
        try
        {
            TableTransactionAction[] both = [new(TableTransactionActionType.Add, row), new(TableTransactionActionType.Add, warm)];
            await Transaction.SubmitAsync(studies, both, time, cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            return false;
        }
    }

    private async Task<CreateResult> MeetAsync(Study existing, StudySpec spec, CancellationToken cancellationToken)
    {
        var compared = Compare(existing, spec);
        if (compared.IsOther || spec.Trials == existing.Spec.Trials) return compared;
        return new CreateResult(
            await ExtendAsync(existing.Name, new ExtendRequest { Trials = spec.Trials }, cancellationToken) is { Study: { } study }
                ? study
                : existing, [], false);
    }
}
