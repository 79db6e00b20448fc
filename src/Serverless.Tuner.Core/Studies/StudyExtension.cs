using System.Text.Json;
using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Json;
using Serverless.Tuner.Core.Parts;

namespace Serverless.Tuner.Core.Studies;

/// <summary>Gives a study more trials, money or time.</summary>
public static class StudyExtension
{
    private static readonly OptionsClass Fields = new(typeof(ExtendRequest));

    /// <summary>Reads the body of <c>PATCH studies/{name}</c>.</summary>
    public static (ExtendRequest? Request, IReadOnlyList<FieldError> Errors) Parse(ReadOnlyMemory<byte> utf8)
    {
        var errors = new ErrorList();
        using var document = DocumentReader.Parse(utf8, errors);
        ExtendRequest? request = null;
        if (document is not null && ObjectReader.Open(document.RootElement, "", errors) is { } reader)
        {
            request = (ExtendRequest)Fields.ReadAll(reader);
            if (errors.IsEmpty && request == new ExtendRequest()) errors.Add("", "names nothing to extend: give trials, limitUsd or timeoutSeconds");
        }

        return errors.IsEmpty ? (request, []) : (null, errors.ToList());
    }

    /// <summary>The study with the larger limits; they never shrink, since what was promised may be spent already.</summary>
    public static StudyChange Extend(Study study, ExtendRequest request)
    {
        var errors = new ErrorList();
        var spec = study.Spec;
        if (request.Trials < spec.Trials) errors.Add("/trials", $"must be at least {spec.Trials}, what the study has already");
        if (request.LimitUsd is { } limit)
        {
            if (spec.Budget is null) errors.Add("/limitUsd", "the study has no budget to extend");
            else if (Money.LimitFromUsd(limit) < Money.LimitFromUsd(spec.Budget.LimitUsd)) errors.Add("/limitUsd", $"must be at least {spec.Budget.LimitUsd}, what the study has already");
        }

        if (request.TimeoutSeconds is { } timeout)
        {
            if (spec.TimeoutSeconds is null) errors.Add("/timeoutSeconds", "the study has no time limit to extend");
            else if (timeout < spec.TimeoutSeconds) errors.Add("/timeoutSeconds", $"must be at least {spec.TimeoutSeconds:R}, what the study has already");
        }

        if (!errors.IsEmpty) return new StudyChange(null, errors.ToList());
        return new StudyChange(
            study with
            {
                Spec = spec with
                {
                    Trials = request.Trials ?? spec.Trials,
                    Budget = spec.Budget is null ? null : spec.Budget with { LimitUsd = request.LimitUsd ?? spec.Budget.LimitUsd },
                    TimeoutSeconds = request.TimeoutSeconds ?? spec.TimeoutSeconds,
                },
            },
            []);
    }

    /// <summary>Whether two specs ask for the same study, but for the number of trials.</summary>
    public static bool IsSameStudy(StudySpec a, StudySpec b) =>
        a.Sampler == b.Sampler && a.Pruner == b.Pruner && Canonical(a) == Canonical(b);

    /// <summary>The spec as text; members of an object have no order, those of the search space do.</summary>
    private static string Canonical(StudySpec spec) => JsonSerializer.Serialize(
        spec with
        {
            Trials = 0,
            Sampler = new SamplerSpec(),
            Pruner = new PrunerSpec(),
            SearchSpace = [.. spec.SearchSpace.Select(p => p with { When = Sorted(p.When) })],
            Defaults = Sorted(spec.Defaults),
            Fixed = Sorted(spec.Fixed),
            Enqueue = spec.Enqueue is null ? null : [.. spec.Enqueue.Select(p => Sorted(p)!)],
        },
        TunerJson.Options);

    private static SortedDictionary<string, T>? Sorted<T>(IReadOnlyDictionary<string, T>? members) =>
        members is null ? null : new SortedDictionary<string, T>(members.ToDictionary(), StringComparer.Ordinal);
}
