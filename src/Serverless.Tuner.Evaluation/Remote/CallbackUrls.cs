using System.Globalization;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Evaluation.Remote;

/// <summary>
/// Where endpoints reach this app: the setting <c>TUNER_PUBLIC_URL</c>, else <c>https://WEBSITE_HOSTNAME</c>, which Azure sets, else the
/// address on which this process listens. Never what a request says of itself.
/// </summary>
/// <param name="setting">A setting by its name; null when there is none.</param>
public sealed class CallbackUrls(Func<string, string?> setting)
{
    /// <summary>The part of the path that all of them have.</summary>
    public const string Path = "v1/tuner/callbacks";

    /// <summary>The setting.</summary>
    public const string PublicUrlSetting = "TUNER_PUBLIC_URL";

    private readonly Uri? _configured = Read(setting);

    /// <summary>Where this process listens; set by the host that knows it.</summary>
    public Uri? Loopback { get; set; }

    /// <summary>Where this app is reached; null while that is not known.</summary>
    public Uri? Root => _configured ?? Loopback;

    /// <summary>Whether endpoints can be told where to call back.</summary>
    internal bool AreKnown => Root is not null;

    /// <summary>Where the outcome of an attempt is told.</summary>
    internal string Callback(StudyName study, Trial trial, string token) => Url(study, trial, "", token);

    /// <summary>Where its intermediate values are reported.</summary>
    internal string Report(StudyName study, Trial trial, string token) => Url(study, trial, "/report", token);

    private string Url(StudyName study, Trial trial, string what, string token) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Root!.AbsoluteUri.TrimEnd('/')}/{Path}/{study}/{trial.Number}/{trial.Attempt}{what}?token={token}");

    private static Uri? Read(Func<string, string?> setting)
    {
        if (setting(PublicUrlSetting) is { Length: > 0 } text)
            return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "https" or "http" && url.Query.Length == 0
                ? url
                : throw new InvalidOperationException($"{PublicUrlSetting} is '{text}'; it must be a URL such as https://tuner.example.");
        return setting("WEBSITE_HOSTNAME") is { Length: > 0 } host ? new Uri($"https://{host}") : null;
    }
}
