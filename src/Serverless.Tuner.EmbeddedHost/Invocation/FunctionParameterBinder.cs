using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Serverless.Tuner.EmbeddedHost.Invocation;

/// <summary>Gives each parameter of a function what it asks for. What cannot be given is found when the host is built.</summary>
internal sealed class FunctionParameterBinder
{
    private readonly Func<FunctionInvocation, object?>[] _sources;

    /// <param name="function">The function.</param>
    /// <param name="bindsByName">Whether its trigger can give a value to a parameter of this name.</param>
    /// <exception cref="InvalidOperationException">A parameter asks for something that this host does not have.</exception>
    public FunctionParameterBinder(FunctionDescriptor function, Func<ParameterInfo, bool>? bindsByName = null)
        => _sources = [.. function.Parameters.Select(parameter => SourceOf(function, parameter, bindsByName))];

    public object?[] Bind(FunctionInvocation invocation) => Array.ConvertAll(_sources, source => source(invocation));

    private static Func<FunctionInvocation, object?> SourceOf(
        FunctionDescriptor function, ParameterInfo parameter, Func<ParameterInfo, bool>? bindsByName)
    {
        if (parameter == function.Trigger)
            return invocation => invocation.Trigger;
        if (parameter.ParameterType == typeof(CancellationToken))
            return invocation => invocation.Context.CancellationToken;
        if (parameter.ParameterType == typeof(FunctionContext))
            return invocation => invocation.Context;
        if (parameter.GetCustomAttribute<DurableClientAttribute>() is not null && parameter.ParameterType == typeof(DurableTaskClient))
            return invocation => invocation.Services.GetRequiredService<DurableTaskClient>();
        if (bindsByName?.Invoke(parameter) == true)
        {
            var named = new Named(parameter.Name!, parameter.ParameterType, parameter.HasDefaultValue, parameter.DefaultValue);
            return invocation => invocation.Named!(named);
        }

        throw function.Unfit($"nothing binds its parameter '{parameter.Name}' of type {parameter.ParameterType}");
    }

    /// <summary>A parameter that is bound by its name.</summary>
    internal sealed record Named(string Name, Type Type, bool HasDefault, object? Default);
}
