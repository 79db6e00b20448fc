using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.Core.Parts;

namespace Serverless.Tuner.Benchmarks.Runs;

/// <summary>The samplers in somebody's assembly: public classes that implement <see cref="ISampler"/>.</summary>
public sealed class OwnSamplers
{
    private readonly Type[] _types;

    private OwnSamplers(string path, Type[] types)
    {
        Path = path;
        _types = types;
    }

    /// <summary>The assembly.</summary>
    public string Path { get; }

    /// <summary>Loads an assembly, with what it refers to beside it.</summary>
    /// <exception cref="BenchmarkInputException">It is not there, no .NET assembly, or refers to something that is missing.</exception>
    public static OwnSamplers Load(string path)
    {
        var file = System.IO.Path.GetFullPath(path);
        if (!File.Exists(file)) throw new BenchmarkInputException($"There is no assembly {file}.");
        try
        {
            return new OwnSamplers(file, new OwnAssemblyContext(file).LoadFromAssemblyPath(file).GetExportedTypes());
        }
        catch (BadImageFormatException e)
        {
            throw new BenchmarkInputException($"{file} is not a .NET assembly.", e);
        }
        catch (Exception e) when (e is FileLoadException or FileNotFoundException or TypeLoadException or ReflectionTypeLoadException)
        {
            throw new BenchmarkInputException($"{file} cannot be loaded: {e.Message}", e);
        }
    }

    /// <summary>A catalog of the sampler of a type, by its full name or its name alone.</summary>
    /// <exception cref="BenchmarkInputException">There is no such type, or it is no sampler.</exception>
    internal SamplerCatalog CatalogOf(string name)
    {
        var found = _types.Where(t => t.FullName == name || t.Name == name).ToArray();
        if (found.Length != 1)
        {
            var samplers = _types.Where(IsSampler).Select(t => t.FullName).ToArray();
            var known = samplers.Length > 0 ? $"its samplers are {string.Join(", ", samplers)}" : "it has no public sampler at all";
            var problem = found.Length == 0 ? "has no public type" : "has more than one type";
            throw new BenchmarkInputException(
                $"{Path} {problem} '{name}'; {known}. Ours are {string.Join(", ", SamplerCatalog.BuiltIn.Types)}.");
        }

        var type = found[0];
        if (!IsSampler(type))
            throw new BenchmarkInputException($"{type.FullName} is no class that implements {typeof(ISampler).FullName}.");
        return new SamplerCatalog(
            [new Registration<ISampler>(name, type, OptionsOf(type))], new ServiceCollection().BuildServiceProvider());
    }

    private static bool IsSampler(Type type) =>
        type is { IsAbstract: false, ContainsGenericParameters: false } && type.IsAssignableTo(typeof(ISampler));

    /// <summary>What its constructor takes that can be made of nothing: its options.</summary>
    private static Type? OptionsOf(Type sampler) =>
        sampler.GetConstructors().SelectMany(c => c.GetParameters())
            .Select(p => p.ParameterType).FirstOrDefault(t => t.IsClass && t.GetConstructor(Type.EmptyTypes) is not null);
}
