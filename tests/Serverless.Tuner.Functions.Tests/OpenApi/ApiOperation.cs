namespace Serverless.Tuner.Functions.Tests.OpenApi;

/// <summary>What the API's document says of one HTTP function beside what its signature tells: its route, its method, and its summary are
/// taken from there.</summary>
/// <param name="Function">The function's name.</param>
/// <param name="Status">The status when all is well.</param>
/// <param name="Answer">What is answered then; null for a file or nothing.</param>
internal sealed record ApiOperation(string Function, int Status, Type? Answer)
{
    /// <summary>What is sent; null when nothing is.</summary>
    public Type? Body { get; init; }

    /// <summary>Whether the body is a file.</summary>
    public bool IsBodyAFile { get; init; }

    /// <summary>Headers that must come along.</summary>
    public IReadOnlyList<ApiParameter> Headers { get; init; } = [];

    /// <summary>Whether the body may be left out.</summary>
    public bool IsBodyOptional { get; init; }

    /// <summary>A body, as JSON.</summary>
    public string? Example { get; init; }

    /// <summary>What the query may hold.</summary>
    public IReadOnlyList<ApiParameter> Query { get; init; } = [];

    /// <summary>Errors beside those that any request may be answered.</summary>
    public IReadOnlyList<ProblemKind> Problems { get; init; } = [];

    /// <summary>Whether it heeds <c>If-Match</c>.</summary>
    public bool IsConditional { get; init; }

    /// <summary>Whether it heeds <c>If-None-Match</c>.</summary>
    public bool IsCached { get; init; }

    /// <summary>Whether anyone may ask, without a key.</summary>
    public bool IsPublic { get; init; }

    /// <summary>What a file that is answered is.</summary>
    public string? File { get; init; }

    /// <summary>Whether a request that asks for no answer is answered 202.</summary>
    public bool MayBeAccepted { get; init; }

    /// <summary>What else may be answered when all is well.</summary>
    public Type? OtherAnswer { get; init; }
}

/// <summary>A parameter of a query.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it does.</param>
internal sealed record ApiParameter(string Name, string Description)
{
    /// <summary>The least and the most it may be, when it is a number.</summary>
    public (int Min, int Max)? Range { get; init; }

    /// <summary>The words that it may be.</summary>
    public IReadOnlyList<string>? Words { get; init; }
}
