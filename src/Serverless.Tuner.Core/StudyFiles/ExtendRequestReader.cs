using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Json;

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Reads by how much a study is to be extended.</summary>
public static class ExtendRequestReader
{
    /// <summary>Reads the body of <c>PATCH studies/{name}</c>.</summary>
    public static (ExtendRequest? Request, IReadOnlyList<FieldError> Errors) Read(ReadOnlyMemory<byte> utf8)
    {
        var (request, errors) = DocumentReader.ReadObject(utf8, (reader, _) => new ExtendRequest
        {
            Trials = reader.Int("trials", 1, 1_000_000),
            LimitUsd = reader.Usd("limitUsd"),
            TimeoutSeconds = reader.Positive("timeoutSeconds", 365 * 24 * 3600),
        });
        return request == new ExtendRequest() ? (null, [new FieldError("", "names nothing to extend: give trials, limitUsd or timeoutSeconds")]) : (request, errors);
    }
}
