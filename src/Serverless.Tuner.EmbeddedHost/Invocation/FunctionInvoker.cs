using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Serverless.Tuner.EmbeddedHost.Invocation;

/// <summary>Calls a function's method on a fresh instance of its class.</summary>
internal sealed class FunctionInvoker
{
    private readonly MethodInfo _method;
    private readonly FunctionParameterBinder _binder;
    private readonly ObjectFactory? _factory;
    private readonly PropertyInfo? _result;

    public FunctionInvoker(FunctionDescriptor function, FunctionParameterBinder binder)
    {
        _method = function.Method;
        _binder = binder;
        _factory = _method.IsStatic ? null : ActivatorUtilities.CreateFactory(_method.DeclaringType!, Type.EmptyTypes);
        _result = ResultOf(_method.ReturnType);
    }

    /// <summary>Runs the function; what it throws comes through as it is.</summary>
    public async Task<object?> InvokeAsync(FunctionInvocation invocation)
    {
        var target = _factory?.Invoke(invocation.Services, null);
        try
        {
            var returned = _method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, _binder.Bind(invocation), null);
            var task = returned switch
            {
                Task running => running,
                ValueTask running => running.AsTask(),
                not null when _result?.DeclaringType is { IsValueType: true } type =>
                    (Task)type.GetMethod(nameof(ValueTask.AsTask))!.Invoke(returned, null)!,
                _ => null,
            };
            if (task is null)
                return returned;
            await task;
            return _result is null ? null : task.GetType().GetProperty(nameof(Task<>.Result))!.GetValue(task);
        }
        finally
        {
            if (target is IAsyncDisposable asynchronously)
                await asynchronously.DisposeAsync();
            else
                (target as IDisposable)?.Dispose();
        }
    }

    private static PropertyInfo? ResultOf(Type returnType)
    {
        if (!returnType.IsGenericType)
            return null;
        var definition = returnType.GetGenericTypeDefinition();
        return definition == typeof(Task<>) || definition == typeof(ValueTask<>) ? returnType.GetProperty("Result") : null;
    }
}
