namespace Serverless.Tuner.Core.Parts;

/// <summary>For what needs no services: a catalog of the built-in ones outside of any host.</summary>
internal sealed class NoServices : IServiceProvider
{
    public object? GetService(Type serviceType) => null;
}
