using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Reads the points that a study is asked to try.</summary>
public static class EnqueueRequestReader
{
    /// <summary>Reads the body of <c>POST studies/{name}/enqueue</c>.</summary>
    public static (EnqueueRequest? Request, IReadOnlyList<FieldError> Errors) Read(ReadOnlyMemory<byte> utf8, SearchSpace space) =>
        DocumentReader.ReadObject(utf8, (reader, errors) =>
        {
            reader.Require("points");
            return new EnqueueRequest { Points = PointsParser.Read(reader, "points", space, errors) ?? [] };
        });
}
