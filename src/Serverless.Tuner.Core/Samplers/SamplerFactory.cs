using System.Text.Json;
using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Json;
using Serverless.Tuner.Core.Samplers.Auto;
using Serverless.Tuner.Core.Samplers.BruteForce;
using Serverless.Tuner.Core.Samplers.CmaEs;
using Serverless.Tuner.Core.Samplers.Gp;
using Serverless.Tuner.Core.Samplers.Grid;
using Serverless.Tuner.Core.Samplers.Nsga;
using Serverless.Tuner.Core.Samplers.Qmc;
using Serverless.Tuner.Core.Samplers.Random;
using Serverless.Tuner.Core.Samplers.Tpe;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Samplers;

/// <summary>Makes the sampler that a study's spec asks for.</summary>
public static class SamplerFactory
{
    private static readonly SamplerKind[] Kinds =
    [
        new("auto", options => new AutoSampler(AutoOptions.Read(options))),
        new("tpe", options => new TpeSampler(TpeOptions.Read(options))),
        new("gp", options => new GpSampler(GpOptions.Read(options))),
        new("cmaes", options => new CmaEsSampler(CmaEsOptions.Read(options))) { Refusal = CmaEsSampler.Refusal },
        new("nsga2", options => NsgaSampler.Nsga2(Nsga2Options.Read(options))),
        new("nsga3", options => NsgaSampler.Nsga3(Nsga3Options.Read(options))),
        new("qmc", options => new QmcSampler(QmcOptions.Read(options))),
        new("grid", options => new GridSampler(GridOptions.Read(options))),
        new("brute-force", _ => new BruteForceSampler()) { Refusal = BruteForceSampler.Refusal },
        new("random", _ => new RandomSampler()),
    ];

    /// <summary>The types that <see cref="Create(SamplerSpec)"/> knows, the default first.</summary>
    public static IReadOnlyList<string> Types { get; } = [.. Kinds.Select(k => k.Name)];

    /// <summary>Makes the sampler; options that the spec leaves out take their defaults.</summary>
    /// <exception cref="ArgumentException">The type is unknown, or an option is unknown or out of range.</exception>
    public static ISampler Create(SamplerSpec spec)
    {
        var errors = new ErrorList();
        var sampler = Read(JsonSerializer.SerializeToElement(spec, TunerJson.Options), "", errors).Sampler;
        return errors.IsEmpty && sampler is not null
            ? sampler
            : throw new ArgumentException(string.Join("; ", errors.ToList().Select(e => $"{e.Pointer}: {e.Detail}")), nameof(spec));
    }

    /// <summary>Why the sampler cannot serve a study of this space and these directions; null when it can.</summary>
    public static string? Refusal(SamplerSpec spec, SearchSpace space, IReadOnlyList<Direction> directions) =>
        Find(spec.Type)?.Refusal(space, directions);

    /// <summary>Reads a study file's sampler: its type alone, or an object of its type and options.</summary>
    internal static (SamplerSpec Spec, ISampler? Sampler) Read(JsonElement element, string pointer, ErrorList errors)
    {
        if (element.ValueKind == JsonValueKind.String) return Named(element.GetString()!, pointer);
        if (ObjectReader.Open(element, pointer, errors) is not { } body) return (new SamplerSpec(), null);
        body.Require("type");
        if (body.Text("type") is not { } type) return (new SamplerSpec(), null);
        if (Find(type) is not { } kind) return Named(type, body.PointerTo("type"));

        var before = errors.Count;
        var sampler = kind.Create(body);
        body.RejectUnknown();
        // What has an error may be of a kind that the spec cannot hold.
        return errors.Count > before ? (new SamplerSpec(), null) : (element.Deserialize<SamplerSpec>(TunerJson.Options)!, sampler);

        (SamplerSpec, ISampler?) Named(string name, string at)
        {
            var spec = new SamplerSpec { Type = name };
            if (Find(name) is not null) return Read(JsonSerializer.SerializeToElement(spec, TunerJson.Options), pointer, errors);
            errors.Add(at, $"'{name}' is unknown; known are {string.Join(", ", Types)}");
            return (spec, null);
        }
    }

    private static SamplerKind? Find(string type) => Kinds.FirstOrDefault(k => k.Name == type);
}
