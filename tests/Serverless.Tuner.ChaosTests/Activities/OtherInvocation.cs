using Microsoft.Azure.Functions.Worker;

namespace Serverless.Tuner.ChaosTests.Activities;

/// <summary>The same call under another invocation id.</summary>
internal sealed class OtherInvocation(FunctionContext context) : FunctionContext
{
    public override string InvocationId { get; } = Guid.NewGuid().ToString();

    public override string FunctionId => context.FunctionId;

    public override TraceContext TraceContext => context.TraceContext;

    public override BindingContext BindingContext => context.BindingContext;

    public override RetryContext RetryContext => context.RetryContext;

    public override IServiceProvider InstanceServices { get; set; } = context.InstanceServices;

    public override FunctionDefinition FunctionDefinition => context.FunctionDefinition;

    public override IDictionary<object, object> Items { get; set; } = context.Items;

    public override IInvocationFeatures Features => context.Features;
}
