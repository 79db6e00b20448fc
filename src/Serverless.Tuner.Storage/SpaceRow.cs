using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Storage;

/// <summary>
/// What the trials of a study with an open search space have declared, as the row <c>space</c> of its partition. It is written together
/// with the row of the trial that declares, in one transaction: so it cannot come back after its study was deleted, and no trial has a
/// value of a parameter that was not stored.
/// </summary>
/// <param name="Space">The parameters.</param>
/// <param name="ETag">The version of the row that was read; the default of the type when there was none.</param>
internal sealed record SpaceRow(OpenSpace Space, ETag ETag)
{
    private const string Parameters = "Parameters";

    /// <summary>That nothing is declared yet.</summary>
    public static SpaceRow None { get; } = new(OpenSpace.Empty, default);

    /// <exception cref="UnreadableRowException">Nothing can be made of it.</exception>
    public static SpaceRow FromEntity(TableEntity entity) => UnreadableRowException.Translate(
        "the row of the study's parameters", null,
        () => new SpaceRow(new OpenSpace(LongText.GetJson<ParameterSpec[]>(entity, Parameters) ?? []), entity.ETag));

    public static TableEntity ToEntity(StudyName study, OpenSpace space)
    {
        var entity = new TableEntity(study, StudyKeys.SpaceRow);
        LongText.PutJson(entity, Parameters, space.Parameters);
        return entity;
    }

    /// <summary>What puts a larger space in the place of this one.</summary>
    public TableTransactionAction Replace(TableEntity row) => ETag == default
        ? new(TableTransactionActionType.Add, row)
        : new(TableTransactionActionType.UpdateReplace, row, ETag);
}
