using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Reads the points that a study is asked to try.</summary>
public static class EnqueueRequestReader
{
    private const int MaxRequestId = 100;

    /// <summary>Reads the body of <c>POST studies/{name}/enqueue</c>.</summary>
    public static (EnqueueRequest? Request, IReadOnlyList<FieldError> Errors) Read(ReadOnlyMemory<byte> utf8, SearchSpace space) =>
        DocumentReader.ReadObject(utf8, (reader, errors) =>
        {
            reader.Require("points");
            return new EnqueueRequest
            {
                Points = PointsParser.Read(reader, "points", space, errors) ?? [],
                RequestId = RequestId(reader),
            };
        });

    /// <summary>The text by which a request that comes twice is known.</summary>
    internal static string? RequestId(ObjectReader reader)
    {
        var id = reader.Text("requestId");
        if (id is { Length: 0 or > MaxRequestId }) reader.Error("requestId", $"must have 1 to {MaxRequestId} characters");
        return id;
    }
}
