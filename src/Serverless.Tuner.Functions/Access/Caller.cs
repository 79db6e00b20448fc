namespace Serverless.Tuner.Functions.Access;

/// <summary>Who makes a request.</summary>
/// <param name="Scope">What they may do; null: nothing.</param>
internal sealed record Caller(KeyScope? Scope)
{
    /// <summary>The key whose allowance the caller's studies are paid from; null when their money is not limited.</summary>
    public string? PayingKey { get; init; }

    /// <summary>Whether it is the owner, or one whom the owner trusts as much.</summary>
    public bool IsAdmin => Scope == KeyScope.Admin;

    public bool May(KeyScope scope) => Scope >= scope;
}
