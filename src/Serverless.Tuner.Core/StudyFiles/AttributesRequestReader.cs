namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Reads which notes are to be kept with a trial, and whether it is to be hidden.</summary>
public static class AttributesRequestReader
{
    /// <summary>Reads the body of <c>PATCH studies/{name}/trials/{number}</c>.</summary>
    public static (AttributesRequest? Request, IReadOnlyList<FieldError> Errors) Read(ReadOnlyMemory<byte> utf8) =>
        DocumentReader.ReadObject(utf8, (reader, _) =>
        {
            var request = new AttributesRequest(AttributesParser.Read(reader), reader.Bool("hidden"));
            if (request is { Attributes: null, Hidden: null } && reader.ErrorCount == 0)
                reader.Error("attributes", "is required, unless hidden is given");
            return request;
        });
}
