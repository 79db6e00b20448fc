using Serverless.Tuner.Core.Memory;

namespace Serverless.Tuner.Storage;

/// <summary>The trials of earlier studies that a study learns from, as the row <c>warm</c> of its partition. It is written together with
/// the study's row, and never changes.</summary>
internal static class WarmStartRow
{
    private const string Studies = "Studies";

    public static TableEntity ToEntity(StudyName study, IReadOnlyList<PriorStudy> studies)
    {
        // Of more than a row holds, the least similar are left out.
        for (var count = studies.Count; ; count--)
        {
            var entity = new TableEntity(study, StudyKeys.WarmStartRow);
            LongText.PutJson(entity, Studies, studies.Take(count).ToArray());
            if (count == 0 || LongText.Fits(entity)) return entity;
        }
    }

    /// <exception cref="UnreadableRowException">Nothing can be made of it.</exception>
    public static IReadOnlyList<PriorStudy> FromEntity(TableEntity entity) => UnreadableRowException.Translate(
        "the row of the study's warm start", null, () => LongText.GetJson<PriorStudy[]>(entity, Studies) ?? []);
}
