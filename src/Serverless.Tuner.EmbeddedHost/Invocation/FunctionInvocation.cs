namespace Serverless.Tuner.EmbeddedHost.Invocation;

/// <summary>One call of a function: its services, its context, and what its trigger brings.</summary>
internal sealed record FunctionInvocation(IServiceProvider Services, EmbeddedFunctionContext Context, object? Trigger)
{
    /// <summary>What a parameter by this name gets, where a trigger brings more than one thing (a route's values).</summary>
    public Func<FunctionParameterBinder.Named, object?>? Named { get; init; }
}
