using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Serverless.Tuner.Functions.Http;

/// <summary>
/// The ETag of a study, in two parts: what requests have made of it, and the version of its row. <c>If-None-Match</c> is about both.
/// <c>If-Match</c> is about the first, since that is what requests change: it holds while trials end, and no longer when another request
/// has changed the study, or it has ended.
/// </summary>
internal static class StudyTag
{
    private const char Separator = '.';

    /// <summary>The ETag of a study.</summary>
    public static string Of(Study study, string version) => $"\"{Settings(study)}{Separator}{version}\"";

    /// <summary>What the request's <c>If-Match</c> asks of a study; null when it has none.</summary>
    public static Func<Study, bool>? Condition(HttpRequest request)
    {
        if (request.GetTypedHeaders().IfMatch is not { Count: > 0 } tags)
            return request.Headers.IfMatch.Count > 0 ? _ => false : null;
        if (tags.Contains(EntityTagHeaderValue.Any)) return null;
        // Proxies that compress answers make tags weak; the study behind one is the same.
        string[] named = [.. tags.Select(tag => tag.Tag.ToString().Trim('"').Split(Separator)[0])];
        return study => named.Contains(Settings(study));
    }

    /// <summary>Whether the caller has what an ETag names, by its <c>If-None-Match</c>.</summary>
    public static bool IsKnown(HttpRequest request, string tag) =>
        request.GetTypedHeaders().IfNoneMatch is { Count: > 0 } tags
        && tags.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Tag == tag);

    private static string Settings(Study study) =>
        $"{study.CreatedAt.UtcTicks:x}-{study.Revision}-{(study.State == StudyState.Running ? 'r' : 'e')}";
}
