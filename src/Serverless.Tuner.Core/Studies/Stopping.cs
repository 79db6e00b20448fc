using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Json;
using Serverless.Tuner.Core.Parts;

namespace Serverless.Tuner.Core.Studies;

/// <summary>Reads how a study is asked to stop.</summary>
public static class Stopping
{
    private static readonly OptionsClass Fields = new(typeof(StopRequest));

    /// <summary>Reads the body of <c>POST studies/{name}/stop</c>; it may be empty.</summary>
    public static (StopRequest? Request, IReadOnlyList<FieldError> Errors) Parse(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.IsEmpty) return (new StopRequest(), []);
        var errors = new ErrorList();
        using var document = DocumentReader.Parse(utf8, errors);
        StopRequest? request = null;
        if (document is not null && ObjectReader.Open(document.RootElement, "", errors) is { } reader)
        {
            request = (StopRequest)Fields.ReadAll(reader);
        }

        return errors.IsEmpty ? (request, []) : (null, errors.ToList());
    }
}
