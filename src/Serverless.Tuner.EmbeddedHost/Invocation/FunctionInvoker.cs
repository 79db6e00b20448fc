using System.Reflection;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Serverless.Tuner.EmbeddedHost.Invocation;

/// <summary>Calls a function's method on a fresh instance of its class, and gives each parameter what it asks for.</summary>
internal sealed class FunctionInvoker
{
    private readonly MethodInfo _method;
    private readonly ObjectFactory? _factory;
    private readonly Func<Call, object?>[] _arguments;

    // Parameters that are named get their values from the trigger by their names.
    public FunctionInvoker(FunctionDescriptor function, Func<ParameterInfo, bool>? isNamed = null)
    {
        _method = function.Method;
        _factory = _method.IsStatic ? null : ActivatorUtilities.CreateFactory(_method.DeclaringType!, Type.EmptyTypes);
        _arguments = [.. function.Parameters.Select(parameter => SourceOf(function, parameter, isNamed))];
    }

    /// <summary>Runs the function and passes on what it throws.</summary>
    public async Task<object?> InvokeAsync(EmbeddedFunctionContext context, object? trigger, Func<ParameterInfo, object?>? named = null)
    {
        var target = _factory?.Invoke(context.InstanceServices, null);
        try
        {
            var arguments = Array.ConvertAll(_arguments, argument => argument(new(context, trigger, named)));
            return await ResultAsync(_method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, arguments, null));
        }
        finally
        {
            if (target is IAsyncDisposable disposable) await disposable.DisposeAsync();
            else (target as IDisposable)?.Dispose();
        }
    }

    private async Task<object?> ResultAsync(object? returned)
    {
        var declared = _method.ReturnType;
        if (declared == typeof(ValueTask)) returned = ((ValueTask)returned!).AsTask();
        if (declared.IsGenericType && declared.GetGenericTypeDefinition() == typeof(ValueTask<>))
            returned = declared.GetMethod(nameof(ValueTask.AsTask))!.Invoke(returned, null);
        if (returned is not Task task) return returned;
        await task;
        return declared.IsGenericType ? task.GetType().GetProperty(nameof(Task<>.Result))!.GetValue(task) : null;
    }

    private static Func<Call, object?> SourceOf(FunctionDescriptor function, ParameterInfo parameter, Func<ParameterInfo, bool>? isNamed)
    {
        if (parameter == function.Trigger) return call => call.Trigger;
        if (parameter.ParameterType == typeof(CancellationToken)) return call => call.Context.CancellationToken;
        if (parameter.ParameterType == typeof(FunctionContext)) return call => call.Context;
        if (parameter.ParameterType == typeof(DurableTaskClient) && parameter.IsDefined(typeof(DurableClientAttribute)))
            return call => call.Context.InstanceServices.GetRequiredService<DurableTaskClient>();
        return isNamed?.Invoke(parameter) == true
            ? call => call.Named!(parameter)
            : throw function.Unfit($"nothing binds its parameter '{parameter.Name}' of type {parameter.ParameterType}");
    }

    private sealed record Call(EmbeddedFunctionContext Context, object? Trigger, Func<ParameterInfo, object?>? Named);
}
