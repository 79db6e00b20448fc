using Microsoft.Extensions.DependencyInjection;

namespace Serverless.Tuner.Core.Parts;

/// <summary>One entry of a catalog.</summary>
internal sealed class Part<TPart>(Registration<TPart> registration)
    where TPart : class
{
    private readonly Type[] _wanted =
        [.. registration.Type.GetConstructors().SelectMany(c => c.GetParameters()).Select(p => p.ParameterType).Distinct()];

    public Registration<TPart> Registration => registration;

    public OptionsClass? Options { get; } = registration.Options is { } options ? new OptionsClass(options) : null;

    /// <summary>Makes one: its constructor is handed what it asks for of <paramref name="given"/>, and services for the rest.</summary>
    public TPart Make(IServiceProvider services, IEnumerable<object> given) =>
        (TPart)ActivatorUtilities.CreateInstance(
            services, registration.Type, [.. given.Where(g => _wanted.Any(w => w.IsInstanceOfType(g)))]);
}
