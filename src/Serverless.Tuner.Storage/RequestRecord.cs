namespace Serverless.Tuner.Storage;

/// <summary>What is known of a request that came with a key.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="Id">By what it is known.</param>
public sealed record RequestRecord(RequestState State, string Id)
{
    /// <summary>What it was answered, when it was.</summary>
    public RequestAnswer? Answer { get; init; }

    internal ETag Version { get; init; }
}

/// <summary>Where a request stands that came with a key.</summary>
public enum RequestState
{
    /// <summary>It begins here: whoever began it answers it.</summary>
    Begun,

    /// <summary>It is being answered elsewhere.</summary>
    InFlight,

    /// <summary>It was answered.</summary>
    Answered,

    /// <summary>Another request came with its key.</summary>
    Other,
}

/// <summary>What a request was answered.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="ContentType">What the body is.</param>
/// <param name="Location">Where what was made is.</param>
/// <param name="Body">The body.</param>
public sealed record RequestAnswer(int Status, string? ContentType, string? Location, string? Body);
