using Microsoft.Extensions.Configuration;

namespace Serverless.Tuner.Functions.Http;

/// <summary>When callers that follow a study do well to ask again: a server on one's own machine is asked for nothing, on Azure each
/// request is billed.</summary>
public sealed class PollAdvice(IConfiguration? configuration = null)
{
    /// <summary>Azure names the app in this setting.</summary>
    private const string OnAzure = "WEBSITE_SITE_NAME";

    private const int Local = 1;
    private const int Azure = 5;

    /// <summary>One that has ended changes only when somebody extends it.</summary>
    private const int Ended = 60;

    private readonly int _running = configuration?[OnAzure] is { Length: > 0 } ? Azure : Local;

    /// <summary>In how many seconds to ask again for what has changed of a study.</summary>
    internal int SecondsFor(Study study) => study.State == StudyState.Ended ? Ended : _running;
}
