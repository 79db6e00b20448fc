using Serverless.Tuner.Core.Parts;

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Reads what key is asked for.</summary>
public static class KeyRequestReader
{
    private const int LongestName = 100;

    /// <summary>A micro-dollar: money is counted in whole ones.</summary>
    private const decimal LeastUsd = 0.000001m;

    private static readonly OptionsClass Fields = new(typeof(KeyRequest));

    /// <summary>Reads the body of <c>POST keys</c>.</summary>
    /// <param name="utf8">The body.</param>
    /// <param name="now">The time, before which no key can end.</param>
    public static (KeyRequest? Request, IReadOnlyList<FieldError> Errors) Read(ReadOnlyMemory<byte> utf8, DateTimeOffset now)
    {
        var (request, errors) = DocumentReader.ReadObject(utf8, (reader, _) => (KeyRequest)Fields.Read(reader));
        if (request is null) return (null, errors);
        FieldError[] wrong = [.. Wrong(request, now)];
        return wrong.Length > 0 ? (null, wrong) : (request, []);
    }

    private static IEnumerable<FieldError> Wrong(KeyRequest request, DateTimeOffset now)
    {
        if (request.Name.Length is 0 or > LongestName || request.Name.Any(char.IsControl))
            yield return new FieldError("/name", $"must be 1 to {LongestName} characters, none of them a control character");
        if (request.ExpiresAt <= now) yield return new FieldError("/expiresAt", $"must be later than now, which is {now:u}");
        if (request.AllowanceUsd < LeastUsd) yield return new FieldError("/allowanceUsd", $"must be {LeastUsd} or more");
        // A key that makes keys could make itself one without a limit; one that cannot start studies spends nothing.
        if (request is { AllowanceUsd: not null, Scope: not KeyScope.Write })
            yield return new FieldError("/allowanceUsd", "is for a key with the scope write");
        if (request is { MaxStudies: not null, Scope: not (KeyScope.Write or KeyScope.Admin) })
            yield return new FieldError("/maxStudies", "is for a key that starts studies");
    }
}
