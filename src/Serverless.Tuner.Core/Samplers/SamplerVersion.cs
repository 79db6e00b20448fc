using System.Collections.Concurrent;
using System.Reflection;

namespace Serverless.Tuner.Core.Samplers;

/// <summary>Which program a sampler is of, and its version.</summary>
internal static class SamplerVersion
{
    private static readonly ConcurrentDictionary<Type, string> s_versions = [];

    /// <summary>The name of the sampler's program and its version, without what a build adds to it.</summary>
    public static string Of(ISampler sampler) => s_versions.GetOrAdd(sampler.GetType(), type =>
    {
        var assembly = type.Assembly;
        var version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
            ?? assembly.GetName().Version?.ToString();
        return $"{assembly.GetName().Name} {version?.Split('+')[0]}";
    });
}
