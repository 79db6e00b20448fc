namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Reads a request to try the point of a trial again.</summary>
public static class RetryRequestReader
{
    /// <summary>Reads the body of <c>POST studies/{name}/trials/{number}/retry</c>; it may be empty.</summary>
    public static (RetryRequest? Request, IReadOnlyList<FieldError> Errors) Read(ReadOnlyMemory<byte> utf8) => utf8.IsEmpty
        ? (new RetryRequest(), [])
        : DocumentReader.ReadObject(utf8, (reader, _) => new RetryRequest { RequestId = EnqueueRequestReader.RequestId(reader) });
}
