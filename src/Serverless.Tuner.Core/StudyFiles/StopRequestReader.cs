using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Json;

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Reads how a study is asked to stop.</summary>
public static class StopRequestReader
{
    /// <summary>Reads the body of <c>POST studies/{name}/stop</c>; it may be empty.</summary>
    public static (StopRequest? Request, IReadOnlyList<FieldError> Errors) Read(ReadOnlyMemory<byte> utf8) =>
        utf8.IsEmpty ? (new StopRequest(), []) : DocumentReader.ReadObject(utf8, (reader, _) => new StopRequest
        {
            Mode = reader.Choice("mode", "now", "afterRunning") == "afterRunning" ? StopMode.AfterRunning : StopMode.Now,
        });
}
