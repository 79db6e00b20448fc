using System.Text;

namespace Serverless.Tuner.Storage;

/// <summary>
/// The end of what one attempt at a trial wrote, as the row <c>log|0000000012</c> of its study's partition. The next attempt's takes its
/// place; it is written together with the trial's own row, by the evaluation that holds the trial.
/// </summary>
/// <param name="Attempt">The attempt, from 1.</param>
/// <param name="Utf8">The text.</param>
/// <param name="IsCut">Whether it wrote more before.</param>
public sealed record TrialLog(int Attempt, ReadOnlyMemory<byte> Utf8, bool IsCut)
{
    /// <summary>The most that is kept, in bytes: what a property holds.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>The text.</summary>
    public string Text => Encoding.UTF8.GetString(Utf8.Span);

    internal TableEntity ToEntity(StudyName study, int trial)
    {
        var entity = new TableEntity(study, StudyKeys.Log(trial)) { ["Attempt"] = Attempt, ["Utf8"] = Utf8.ToArray() };
        if (IsCut) entity["IsCut"] = true;
        return entity;
    }

    internal static TrialLog FromEntity(TableEntity entity) =>
        new(entity.GetInt32("Attempt")!.Value, entity.GetBinary("Utf8"), entity.GetBoolean("IsCut") ?? false);
}
