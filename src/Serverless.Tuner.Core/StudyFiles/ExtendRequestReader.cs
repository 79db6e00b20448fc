using Serverless.Tuner.Core.Parts;

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Reads by how much a study is to be extended.</summary>
public static class ExtendRequestReader
{
    private static readonly OptionsClass Fields = new(typeof(ExtendRequest), onlyScalars: true);

    /// <summary>Reads the body of <c>PATCH studies/{name}</c>.</summary>
    public static (ExtendRequest? Request, IReadOnlyList<FieldError> Errors) Read(ReadOnlyMemory<byte> utf8)
    {
        var (request, errors) = DocumentReader.ReadObject(utf8, (reader, errors) => (ExtendRequest)Fields.Read(reader) with
        {
            Attributes = AttributesParser.Read(reader),
            SearchSpace = SpaceChangesReader.Read(reader, errors),
            Exclude = RegionsReader.Read(reader, errors),
            Where = WhereReader.ReadTexts(reader, errors),
        });
        return request == new ExtendRequest()
            ? (null, [new FieldError(
                "", "names nothing to change: give trials, limitUsd, timeoutSeconds, attributes, searchSpace, exclude or where")])
            : (request, errors);
    }
}
