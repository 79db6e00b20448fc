using System.Text.Json;
using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Json;
using Serverless.Tuner.Core.Pruners.Halving;
using Serverless.Tuner.Core.Pruners.Patient;
using Serverless.Tuner.Core.Pruners.Percentile;
using Serverless.Tuner.Core.Pruners.Threshold;
using Serverless.Tuner.Core.Pruners.Wilcoxon;

namespace Serverless.Tuner.Core.Pruners;

/// <summary>Makes the pruner that a study's spec asks for.</summary>
public static class PrunerFactory
{
    private const string WrappedPruner = "wrappedPruner";

    private static readonly PrunerKind[] Kinds =
    [
        new("none", (_, _) => _ => new NonePruner()),
        new("median", (reader, _) => Percentile(PercentileOptions.ReadMedian(reader))),
        new("percentile", (reader, _) => Percentile(PercentileOptions.Read(reader))),
        new("successive-halving", (reader, _) => Halving(SuccessiveHalvingOptions.Read(reader))) { Alias = "asha" },
        new("hyperband", (reader, _) => Hyperband(HyperbandOptions.Read(reader))),
        new("threshold", (reader, _) => Threshold(ThresholdOptions.Read(reader))),
        new("patient", Patient) { Wraps = true },
        new("wilcoxon", (reader, _) => Wilcoxon(WilcoxonOptions.Read(reader))) { Refusal = (spec, repeats) => WilcoxonPruner.Refusal(WilcoxonOptions.Read(Options(spec)), repeats) },
    ];

    /// <summary>The types that <see cref="Create"/> knows.</summary>
    public static IReadOnlyList<string> Types { get; } = [.. Kinds.Select(k => k.Name)];

    /// <summary>Makes the pruner; options that the spec leaves out take their defaults.</summary>
    /// <exception cref="ArgumentException">The type is unknown, or an option is unknown or out of range.</exception>
    public static IPruner Create(PrunerSpec spec, PrunerContext context)
    {
        var errors = new ErrorList();
        var create = Read(JsonSerializer.SerializeToElement(spec, TunerJson.Options), "", errors).Create;
        return errors.IsEmpty && create is not null
            ? create(context)
            : throw new ArgumentException(string.Join("; ", errors.ToList().Select(e => $"{e.Pointer}: {e.Detail}")), nameof(spec));
    }

    /// <summary>Why the pruner could never prune in a study of so many repeats; null when it can.</summary>
    public static string? Refusal(PrunerSpec spec, int repeats) =>
        Find(spec.Type)?.Refusal(spec, repeats) ?? (spec.WrappedPruner is { } wrapped ? Refusal(wrapped, repeats) : null);

    /// <summary>Reads a study file's pruner: its type alone, or an object of its type and options.</summary>
    internal static (PrunerSpec Spec, Func<PrunerContext, IPruner>? Create) Read(JsonElement element, string pointer, ErrorList errors)
    {
        if (element.ValueKind == JsonValueKind.String) return Named(element.GetString()!, pointer);
        if (ObjectReader.Open(element, pointer, errors) is not { } body) return (new PrunerSpec(), null);
        body.Require("type");
        if (body.Text("type") is not { } type) return (new PrunerSpec(), null);
        if (Find(type) is not { } kind) return Named(type, body.PointerTo("type"));

        var before = errors.Count;
        // Once: what wraps what wraps would else be read twice as often with each level. Its errors are told after those of the pruner around it.
        var itsErrors = new ErrorList();
        var wrapped = kind.Wraps && body.Get(WrappedPruner) is { } inner ? Read(inner, body.PointerTo(WrappedPruner), itsErrors) : default;
        var create = kind.Read(body, wrapped.Create);
        errors.Add(itsErrors);
        body.RejectUnknown();
        // What has an error may be of a kind that the spec cannot hold. By its own name, whatever it was called.
        return errors.Count > before ? (new PrunerSpec(), null) : (SpecOf(kind, body, wrapped.Spec), create);

        (PrunerSpec, Func<PrunerContext, IPruner>?) Named(string name, string at)
        {
            var spec = new PrunerSpec { Type = name };
            if (Find(name) is not null) return Read(JsonSerializer.SerializeToElement(spec, TunerJson.Options), pointer, errors);
            errors.Add(at, $"'{name}' is unknown; known are {string.Join(", ", Types)}");
            return (spec, null);
        }
    }

    private static PrunerSpec SpecOf(PrunerKind kind, ObjectReader body, PrunerSpec? wrapped)
    {
        var options = new Dictionary<string, ParameterValue>(StringComparer.Ordinal);
        foreach (var name in body.Names.Where(name => name is not ("type" or WrappedPruner)))
            if (body.Get(name) is { } value && ParameterValue.FromJson(value) is { } option)
                options[name] = option;
        return new PrunerSpec { Type = kind.Name, Options = options, WrappedPruner = wrapped };
    }

    private static ObjectReader Options(PrunerSpec spec) => ObjectReader.Open(JsonSerializer.SerializeToElement(spec, TunerJson.Options), "", new ErrorList())!;

    private static PrunerKind? Find(string type) => Kinds.FirstOrDefault(k => k.Name == type || k.Alias == type);

    private static Func<PrunerContext, IPruner> Percentile(PercentileOptions options) => context => new PercentilePruner(options, context.Direction);

    private static Func<PrunerContext, IPruner> Halving(SuccessiveHalvingOptions options) => context => new SuccessiveHalvingPruner(options, context.Direction);

    private static Func<PrunerContext, IPruner> Hyperband(HyperbandOptions options) => context => new HyperbandPruner(options, context);

    private static Func<PrunerContext, IPruner> Threshold(ThresholdOptions options) => _ => new ThresholdPruner(options);

    private static Func<PrunerContext, IPruner> Wilcoxon(WilcoxonOptions options) => context => new WilcoxonPruner(options, context.Direction, context.Repeats);

    private static Func<PrunerContext, IPruner> Patient(ObjectReader reader, Func<PrunerContext, IPruner>? wrapped)
    {
        var options = PatientOptions.Read(reader);
        return context => new PatientPruner(options, context.Direction, wrapped?.Invoke(context));
    }
}
