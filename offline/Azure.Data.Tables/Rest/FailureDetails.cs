#nullable enable
using System.Text.Json;
using Azure.Core;

namespace Azure.Data.Tables.Rest;

/// <summary>Finds the code and the message in the service's refusals: <c>{"odata.error": {"code": …, "message": {"value": …}}}</c>.</summary>
internal sealed class FailureDetails : RequestFailedDetailsParser
{
    public override bool TryParse(Response response, out ResponseError? error, out IDictionary<string, string>? data)
    {
        data = null;
        error = Parse(response);
        return error is not null;
    }

    public static ResponseError? Parse(Response response)
    {
        response.Headers.TryGetValue("x-ms-error-code", out var code);
        if (response.ContentStream is { CanSeek: true, Length: > 0 }
            && TryParseBody(response.Content.ToMemory(), out var bodyCode, out var message))
        {
            return new ResponseError(bodyCode ?? code, message);
        }
        return code is null ? null : new ResponseError(code, null);
    }

    private static bool TryParseBody(ReadOnlyMemory<byte> body, out string? code, out string? message)
    {
        code = null;
        message = null;
        if (body.Span[0] != (byte)'{')
            return false;
        try
        {
            using var json = JsonDocument.Parse(body);
            if (!json.RootElement.TryGetProperty("odata.error"u8, out var error))
                return false;
            code = error.TryGetProperty("code"u8, out var codeValue) ? codeValue.GetString() : null;
            if (error.TryGetProperty("message"u8, out var text))
                message = text.ValueKind == JsonValueKind.Object ? text.GetProperty("value"u8).GetString() : text.GetString();
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return false;
        }
    }
}
