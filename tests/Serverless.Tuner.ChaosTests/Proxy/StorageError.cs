using System.Globalization;

namespace Serverless.Tuner.ChaosTests.Proxy;

/// <summary>What Table Storage says when it refuses something, in the words of its documentation.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The code that clients go by.</param>
/// <param name="Message">The text for people.</param>
internal sealed record StorageError(int Status, string Code, string Message)
{
    public const string ContentType = "application/json;odata=minimalmetadata;streaming=true;charset=utf-8";

    public static StorageError Of(int status) => status switch
    {
        400 => new(status, "InvalidInput", "One of the request inputs is not valid."),
        401 => new(status, "NoAuthenticationInformation", "Server failed to authenticate the request."),
        403 => new(status, "AuthorizationFailure", "This request is not authorized to perform this operation."),
        404 => new(status, "ResourceNotFound", "The specified resource does not exist."),
        409 => new(status, "EntityAlreadyExists", "The specified entity already exists."),
        412 => new(status, "UpdateConditionNotSatisfied", "The update condition specified in the request was not satisfied."),
        413 => new(status, "RequestBodyTooLarge", "The request body is too large and exceeds the maximum permissible limit."),
        429 => new(status, "TooManyRequests", "Too many requests."),
        500 => new(status, "OperationTimedOut", "Operation could not be completed within the specified time."),
        503 => new(status, "ServerBusy", "The server is busy."),
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "The storage has no such answer."),
    };

    /// <summary>The error as JSON.</summary>
    /// <param name="action">The number of the batch's action that it is about; null when it is about the whole request.</param>
    public string ToJson(int? action = null)
    {
        var prefix = action is { } number ? string.Create(CultureInfo.InvariantCulture, $"{number}:") : "";
        return $$$$"""{"odata.error":{"code":"{{{{Code}}}}","message":{"lang":"en-US","value":"{{{{prefix}}}}{{{{Message}}}}\nRequestId:00000000-0000-0000-0000-000000000000\nTime:2030-01-01T00:00:00.0000000Z"}}}""";
    }
}
