using System.Reflection;
using System.Runtime.Loader;

namespace Serverless.Tuner.Benchmarks.Runs;

/// <summary>Loads somebody's assembly: what it shares with this program from
/// here, so that the types are the same; all else from its own folder.</summary>
internal sealed class OwnAssemblyContext(string path) : AssemblyLoadContext(path)
{
    private readonly AssemblyDependencyResolver _resolver = new(path);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        try
        {
            return Default.LoadFromAssemblyName(assemblyName);
        }
        catch (FileNotFoundException)
        {
            return _resolver.ResolveAssemblyToPath(assemblyName) is { } file ? LoadFromAssemblyPath(file) : null;
        }
    }
}
