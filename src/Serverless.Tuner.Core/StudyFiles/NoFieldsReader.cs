namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Reads the body of a request that has no fields: it may be empty, or an object without members.</summary>
public static class NoFieldsReader
{
    /// <summary>What is wrong with a body.</summary>
    public static IReadOnlyList<FieldError> Read(ReadOnlyMemory<byte> utf8) =>
        utf8.IsEmpty ? [] : DocumentReader.ReadObject(utf8, (_, _) => "").Errors;
}
