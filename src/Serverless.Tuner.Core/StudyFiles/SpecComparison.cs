using System.Text.Json.Nodes;
using System.Text.Json;
using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.Samplers;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Compares what two specs ask for, however they say it: members of an object have no order, and an option at its
/// default is one that is left out. The search space is an array in it, whose order counts.</summary>
/// <param name="samplers">The samplers, with the defaults of their options.</param>
/// <param name="pruners">The pruners, likewise.</param>
public sealed class SpecComparison(SamplerCatalog samplers, PrunerCatalog pruners) : ISpecComparison
{
    private const int LongestValue = 200;
    private static readonly HashSet<string> s_secret = new(["environment", "headers"], StringComparer.Ordinal);
    private const string Space = "searchSpace";

    /// <summary>Fields that are compared, and named, member by member.</summary>
    private static readonly HashSet<string> s_byMember = new(StringComparer.Ordinal)
    {
        "objective", "sampler", "pruner", "budget", "score", "defaults", "fixed", "tags", Space,
    };

    /// <summary>With the built-in samplers and pruners alone.</summary>
    public static SpecComparison BuiltIn { get; } = new(SamplerCatalog.BuiltIn, PrunerCatalog.BuiltIn);

    /// <inheritdoc/>
    public IReadOnlyList<FieldError> Differences(StudySpec study, StudySpec other)
    {
        var differences = Differences("", Canonical(study), Canonical(other)).ToList();
        if (other.Trials < study.Trials) differences.Add(new FieldError("/trials", Both(study.Trials, other.Trials)));
        return differences;
    }

    private static IEnumerable<FieldError> Differences(string at, JsonObject study, JsonObject other)
    {
        foreach (var name in study.Select(m => m.Key).Union(other.Select(m => m.Key), StringComparer.Ordinal))
        {
            var (there, here) = (study[name], other[name]);
            if (Text(there) == Text(here)) continue;
            var pointer = StudyFiles.JsonPointer.Member(at, name);
            if (at.Length == 0 && s_byMember.Contains(name) && there is JsonObject inThere && here is JsonObject inHere)
            {
                foreach (var difference in Differences(pointer, inThere, inHere)) yield return difference;
                if (name == Space && inThere.Count == inHere.Count && inThere.All(m => Text(inHere[m.Key]) == Text(m.Value)))
                    yield return new FieldError(pointer, "has the same parameters in another order");
            }
            else yield return new FieldError(pointer, s_secret.Contains(name) ? Names(there, here) : Both(there, here));
        }
    }

    private static string Both(JsonNode? there, JsonNode? here) => $"is {Shown(there)} there, {Shown(here)} here";

    private static string Names(JsonNode? there, JsonNode? here)
    {
        var (a, b) = (there as JsonObject ?? [], here as JsonObject ?? []);
        var names = a.Select(m => m.Key).Union(b.Select(m => m.Key)).Where(name => Text(a[name]) != Text(b[name]));
        return Excerpt.Start($"differs in {string.Join(", ", names)}", LongestValue);
    }

    private static string Shown(JsonNode? value) => value is null ? "absent" : Excerpt.Start(Text(value), LongestValue);

    private static string Text(JsonNode? value) => value?.ToJsonString(TunerJson.Options) ?? "";

    private JsonObject Canonical(StudySpec spec)
    {
        var json = JsonSerializer.SerializeToNode(
            spec with
            {
                Trials = 0,
                Attributes = null,
                Sampler = new SamplerSpec(),
                Pruner = new PrunerSpec(),
                SearchSpace = [],
                Where = spec.Where is null ? null : [.. spec.Where.Order(StringComparer.Ordinal)],
                Defaults = NoneIfEmpty(spec.Defaults),
                Fixed = NoneIfEmpty(spec.Fixed),
                Objective = spec.Objective with
                {
                    Environment = NoneIfEmpty(spec.Objective.Environment),
                    Headers = NoneIfEmpty(spec.Objective.Headers),
                },
            },
            TunerJson.Options)!.AsObject();
        json["sampler"] = samplers.WithDefaults(spec.Sampler);
        json["pruner"] = pruners.WithDefaults(spec.Pruner);
        var sorted = Sorted(json)!.AsObject();
        sorted[Space] = SpaceOf(spec.SearchSpace);
        return sorted;
    }

    private static IReadOnlyDictionary<string, T>? NoneIfEmpty<T>(IReadOnlyDictionary<string, T>? values) =>
        values is { Count: > 0 } ? values : null;

    /// <summary>The parameters by name, in their order. A step of 1 between integers is none.</summary>
    private static JsonObject SpaceOf(IReadOnlyList<ParameterSpec> space) => new(space.Select(parameter =>
    {
        var plain = parameter is { Kind: ParameterKind.Int, Step: 1 } ? parameter with { Step = null } : parameter;
        return KeyValuePair.Create(parameter.Name, Sorted(JsonSerializer.SerializeToNode(plain, TunerJson.Options)));
    }));

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject members =>
            new JsonObject(members.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, Sorted(m.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
