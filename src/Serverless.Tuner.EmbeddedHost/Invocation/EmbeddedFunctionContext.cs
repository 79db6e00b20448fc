using System.Diagnostics;

namespace Serverless.Tuner.EmbeddedHost.Invocation;

/// <summary>What a function can ask about its own invocation.</summary>
internal sealed class EmbeddedFunctionContext(
    FunctionDescriptor function,
    IServiceProvider services,
    CancellationToken cancellationToken,
    IReadOnlyDictionary<string, object?>? bindingData = null) : FunctionContext
{
    public override string InvocationId { get; } = Guid.NewGuid().ToString();

    public override string FunctionId => function.Name;

    public override TraceContext TraceContext { get; } = new CurrentTrace(Activity.Current);

    public override BindingContext BindingContext { get; } = new Data(bindingData ?? new Dictionary<string, object?>());

    public override RetryContext RetryContext { get; } = new NoRetries();

    public override IServiceProvider InstanceServices { get; set; } = services;

    public override FunctionDefinition FunctionDefinition { get; } = new EmbeddedFunctionDefinition(function);

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override IInvocationFeatures Features { get; } = new EmbeddedInvocationFeatures();

    public override CancellationToken CancellationToken => cancellationToken;

    private sealed class CurrentTrace(Activity? activity) : TraceContext
    {
        public override string TraceParent => activity?.Id ?? string.Empty;

        public override string TraceState => activity?.TraceStateString ?? string.Empty;
    }

    private sealed class Data(IReadOnlyDictionary<string, object?> data) : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData => data;
    }

    // A durable retry is a new call; the host itself never repeats one.
    private sealed class NoRetries : RetryContext
    {
        public override int RetryCount => 0;

        public override int MaxRetryCount => 0;
    }
}
