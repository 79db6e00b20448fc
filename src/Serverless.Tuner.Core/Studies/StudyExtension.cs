using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Editing;

namespace Serverless.Tuner.Core.Studies;

/// <summary>Gives a study more trials, money or time, and changes its notes and what it searches.</summary>
public static class StudyExtension
{
    /// <summary>The study with the larger limits; they never shrink, since what was promised may be spent already.</summary>
    /// <param name="study">The study.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="editor">Who changes what it searches; null where nobody may.</param>
    /// <param name="now">The time.</param>
    public static StudyChange Extend(Study study, ExtendRequest request, StudyEditor? editor = null, DateTimeOffset now = default)
    {
        var errors = Refusals(study.Spec, request).ToList();
        var (attributes, wrong) = AttributeChanges.Apply(study.Attributes, request.Attributes ?? new Dictionary<string, string?>());
        if (wrong is not null) errors.Add(new FieldError("/attributes", wrong));
        var edited = editor is null ? StudyChange.To(study) : SpaceEditing.Apply(study, request, editor, now);
        errors.AddRange(edited.Errors);
        if (errors.Count > 0) return new StudyChange(null, errors);
        var spec = edited.Study!.Spec;
        return new StudyChange(
            edited.Study with
            {
                Attributes = attributes,
                Spec = spec with
                {
                    Trials = request.Trials ?? spec.Trials,
                    Budget = spec.Budget is null ? null : spec.Budget with { LimitUsd = request.LimitUsd ?? spec.Budget.LimitUsd },
                    TimeoutSeconds = request.TimeoutSeconds ?? spec.TimeoutSeconds,
                },
            },
            []);
    }

    private static IEnumerable<FieldError> Refusals(StudySpec spec, ExtendRequest request)
    {
        if (request.Trials < spec.Trials)
            yield return new FieldError("/trials", $"must be at least {spec.Trials}, what the study has already");
        if (request.LimitUsd is { } limit)
        {
            if (spec.Budget is null) yield return new FieldError("/limitUsd", "the study has no budget to extend");
            else if (spec.Budget.LimitUsd is not { } before)
                yield return new FieldError("/limitUsd", "the study has no limit of its own to extend");
            else if (Money.Limit(limit) < Money.Limit(before))
                yield return new FieldError("/limitUsd", $"must be at least {before}, what the study has already");
        }

        if (request.TimeoutSeconds is not { } timeout) yield break;
        if (spec.TimeoutSeconds is null) yield return new FieldError("/timeoutSeconds", "the study has no time limit to extend");
        else if (timeout < spec.TimeoutSeconds)
            yield return new FieldError("/timeoutSeconds", $"must be at least {spec.TimeoutSeconds:R}, what the study has already");
    }
}
