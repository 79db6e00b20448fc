namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Reads which notes are to be kept with a trial.</summary>
public static class AttributesRequestReader
{
    /// <summary>Reads the body of <c>PATCH studies/{name}/trials/{number}</c>.</summary>
    public static (AttributesRequest? Request, IReadOnlyList<FieldError> Errors) Read(ReadOnlyMemory<byte> utf8) =>
        DocumentReader.ReadObject(utf8, (reader, _) =>
        {
            reader.Require("attributes");
            return new AttributesRequest(AttributesParser.Read(reader) ?? []);
        });
}
