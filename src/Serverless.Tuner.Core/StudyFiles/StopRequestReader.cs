using Serverless.Tuner.Core.Parts;

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Reads how a study is asked to stop.</summary>
public static class StopRequestReader
{
    private static readonly OptionsClass Fields = new(typeof(StopRequest));

    /// <summary>Reads the body of <c>POST studies/{name}/stop</c>; it may be empty.</summary>
    public static (StopRequest? Request, IReadOnlyList<FieldError> Errors) Read(ReadOnlyMemory<byte> utf8) =>
        utf8.IsEmpty ? (new StopRequest(), []) : DocumentReader.ReadObject(utf8, (reader, _) => (StopRequest)Fields.Read(reader));
}
