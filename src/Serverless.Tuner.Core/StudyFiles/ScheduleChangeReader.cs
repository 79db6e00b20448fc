using Serverless.Tuner.Core.Parts;

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Reads what is to be changed of a schedule.</summary>
public static class ScheduleChangeReader
{
    private static readonly OptionsClass Fields = new(typeof(ScheduleChangeRequest));

    /// <summary>Reads the body of <c>PATCH schedules/{name}</c>.</summary>
    public static (ScheduleChangeRequest? Request, IReadOnlyList<FieldError> Errors) Read(ReadOnlyMemory<byte> utf8) =>
        DocumentReader.ReadObject(utf8, (reader, _) => (ScheduleChangeRequest)Fields.Read(reader));
}
