using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.StudyFiles;
using Serverless.Tuner.Functions.Access;
using Serverless.Tuner.Functions.Http;

namespace Serverless.Tuner.Functions.Moving;

/// <summary>Takes studies that ended elsewhere, part by part.</summary>
public sealed class StudyImports(StudyStore store, StudyLaunch launch, StudyViews views, TimeProvider time)
{
    private const string Title = "The study cannot be imported";
    private const string Anew =
        "Nothing of that import is there, or another one has taken its place: begin with its first trial and the study.";

    /// <summary>Takes one part.</summary>
    /// <param name="caller">Who brings it.</param>
    /// <param name="name">The study.</param>
    /// <param name="body">The part, as UTF-8.</param>
    /// <param name="cancellationToken">Stops waiting; what was written stays, and the same part goes on from there.</param>
    internal async Task<JsonAnswer> TakeAsync(
        Caller caller, StudyName name, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var (head, errors) = ImportRequestReader.ReadHead(body);
        if (head is null) return JsonAnswer.Invalid(Title, errors);
        var (spec, declared, refusal) = await StudyOfAsync(caller, name, head, cancellationToken);
        if (spec is null) return refusal!;
        var space = spec.OpenSpace ? SearchSpace.Open(declared ?? []) : SearchSpace.Of(spec);
        (var trials, errors) = ImportRequestReader.ReadTrials(body, head, spec, space, time.GetUtcNow());
        if (trials is null) return JsonAnswer.Invalid(Title, errors);

        var result = await store.ImportAsync(
            new ImportPart(name, head.Import, head.First, [.. trials.Select(Imported)])
            {
                Spec = head.Study is null ? null : spec,
                Declared = head.Study is null || !spec.OpenSpace ? null : declared ?? [],
            },
            cancellationToken);
        if (Refusal(result, name) is { } wrong) return wrong;
        return JsonAnswer.Ok(new ImportView(name, head.Import.Id, result.Imported, head.Import.Of)
        {
            Study = result.Study is null ? null : await views.ViewAsync(result.Study, cancellationToken),
        });
    }

    private static ImportedTrial Imported(ToldTrial told) =>
        new(
            told.Trial,
            [.. told.Reports.Select(
                r => Report.Of(r.Step, r.Values ?? [r.Value], r.CostUsd is { } usd ? Money.Limit(usd) : null))]);

    /// <summary>The study that the part tells, or that the parts before it have told.</summary>
    private async Task<(StudySpec? Spec, IReadOnlyList<ParameterSpec>? Declared, JsonAnswer? Refusal)> StudyOfAsync(
        Caller caller, StudyName name, ImportHead head, CancellationToken cancellationToken)
    {
        if (head.Study is not { } file)
            return await store.FindImportAsync(name, head.Import, cancellationToken) is var (spec, declared)
                ? (spec, declared, null)
                : (null, null, JsonAnswer.Conflict(Title, Anew));

        var (read, refusal) = await launch.ReadAsync(caller, file, cancellationToken);
        if (read is null) return (null, null, InStudy(refusal!));
        FieldError[] wrong = [.. Wrong(name, read, head)];
        return wrong.Length > 0 ? (null, null, JsonAnswer.Invalid(Title, wrong)) : (read, head.Declared, null);
    }

    private static IEnumerable<FieldError> Wrong(StudyName name, StudySpec spec, ImportHead head)
    {
        if (spec.Name != name) yield return new FieldError("/study/name", $"must be '{name}', the name in the address");
        if (spec.WarmStart is not null)
            yield return new FieldError("/study/warmStart", "is for studies that start: an imported one has trials of its own");
        if (spec.Budget?.Group is not null)
            yield return new FieldError("/study/budget/group", "is for studies that start: what was spent elsewhere is not the group's");
        if (head.Declared is not null && !spec.OpenSpace)
            yield return new FieldError("/parameters", "are for a study whose searchSpace is \"open\"");
    }

    /// <summary>A refusal of the study file, with its fields as they stand in the part.</summary>
    private static JsonAnswer InStudy(JsonAnswer refusal) => refusal.Error is { Errors: { } errors }
        ? JsonAnswer.Invalid(Title, [.. errors.Select(e => e with { Pointer = $"/study{e.Pointer}" })])
        : refusal;

    private static JsonAnswer? Refusal(ImportResult result, StudyName name) => result switch
    {
        { Errors.Count: > 0 } => JsonAnswer.Invalid(Title, result.Errors),
        { Other: not null } => JsonAnswer.Problem(
            ProblemKind.StudyExists, Title, $"There is another study '{name}'. Give this one another name, or delete that one."),
        { IsGone: true } => JsonAnswer.Conflict(Title, Anew),
        { IsTooFar: true } => JsonAnswer.Conflict(
            Title, $"Trials are missing before these: {result.Imported} are there, the next part begins with number {result.Imported}."),
        _ => null,
    };
}
