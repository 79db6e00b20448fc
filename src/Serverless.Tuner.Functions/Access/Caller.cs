using Microsoft.AspNetCore.Http;

namespace Serverless.Tuner.Functions.Access;

/// <summary>Who makes a request.</summary>
/// <param name="Id">Tells callers apart.</param>
/// <param name="Scope">What they may do; null: nothing.</param>
internal sealed record Caller(string Id, KeyScope? Scope)
{
    /// <summary>Who was let in with a request; null when nobody was.</summary>
    public static Caller? Of(HttpRequest request) => request.HttpContext.Items[typeof(Caller)] as Caller;

    /// <summary>Notes that a request is this caller's.</summary>
    public void Made(HttpRequest request) => request.HttpContext.Items[typeof(Caller)] = this;

    /// <summary>The id of the key that they came with; null for the owner, and for those whom the platform has signed in.</summary>
    public string? Key { get; init; }

    /// <summary>The key whose allowance the caller's studies are paid from; null when their money is not limited.</summary>
    public string? PayingKey { get; init; }

    /// <summary>Whether it has asked that no study of its own runs programs, whatever it may.</summary>
    public bool RefusesPrograms { get; init; }

    /// <summary>The key whose number of studies at once is limited; null when it is not.</summary>
    public string? LimitedKey { get; init; }

    /// <summary>Whether it is the owner, or one whom the owner trusts as much.</summary>
    public bool IsAdmin => Scope == KeyScope.Admin;

    public bool May(KeyScope scope) => Scope >= scope;
}
