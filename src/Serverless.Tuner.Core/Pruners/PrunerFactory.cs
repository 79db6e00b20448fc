using System.Text.Json;
using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Json;

namespace Serverless.Tuner.Core.Pruners;

/// <summary>Makes the pruner that a study's spec asks for.</summary>
public static class PrunerFactory
{
    private static readonly PrunerKind[] Kinds =
    [
        new("none", (_, _) => _ => new NonePruner()),
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

    /// <summary>Reads a study file's pruner: its type alone, or an object of its type and options.</summary>
    internal static (PrunerSpec Spec, Func<PrunerContext, IPruner>? Create) Read(JsonElement element, string pointer, ErrorList errors)
    {
        if (element.ValueKind == JsonValueKind.String) return Named(element.GetString()!, pointer);
        if (ObjectReader.Open(element, pointer, errors) is not { } body) return (new PrunerSpec(), null);
        body.Require("type");
        if (body.Text("type") is not { } type) return (new PrunerSpec(), null);
        if (Find(type) is not { } kind) return Named(type, body.PointerTo("type"));

        var before = errors.ToList().Count;
        var create = kind.Read(body, errors);
        body.RejectUnknown();
        // What has an error may be of a kind that the spec cannot hold.
        return errors.ToList().Count > before ? (new PrunerSpec(), null) : (element.Deserialize<PrunerSpec>(TunerJson.Options)!, create);

        (PrunerSpec, Func<PrunerContext, IPruner>?) Named(string name, string at)
        {
            var spec = new PrunerSpec { Type = name };
            if (Find(name) is not null) return Read(JsonSerializer.SerializeToElement(spec, TunerJson.Options), pointer, errors);
            errors.Add(at, $"'{name}' is unknown; known are {string.Join(", ", Types)}");
            return (spec, null);
        }
    }

    private static PrunerKind? Find(string type) => Kinds.FirstOrDefault(k => k.Name == type);
}
