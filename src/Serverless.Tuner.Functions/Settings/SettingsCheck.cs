using Microsoft.Extensions.Configuration;
using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.Samplers;
using Serverless.Tuner.Core.StudyFiles;
using Serverless.Tuner.Evaluation.Remote;
using Serverless.Tuner.Outbound;

namespace Serverless.Tuner.Functions.Settings;

/// <summary>Finds at the start all that is wrong with the app's settings, so that nobody corrects them one by one.</summary>
internal static class SettingsCheck
{
    private static readonly string[] s_defaults = [.. StudyDefaults.Settings, .. StudyDefaults.MeterSettings];

    /// <summary>Every setting that the check looks at.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. OptionsReader.NamesOf<AppOptions>(), .. s_defaults, OutboundSettings.AllowSetting, CallbackUrls.PublicUrlSetting];

    /// <exception cref="InvalidOperationException">What is wrong, line by line.</exception>
    public static void ThrowIfWrong(IConfiguration configuration, SamplerCatalog samplers, PrunerCatalog pruners)
    {
        var wrong = new List<string>();
        OptionsReader.Read<AppOptions>(configuration, wrong);
        foreach (var setting in s_defaults)
            Try(() => StudyDefaults.Read(name => name == setting ? configuration[name] : null, samplers, pruners));
        Try(() => OutboundSettings.Read(name => configuration[name]));
        Try(() => _ = new CallbackUrls(name => configuration[name]));
        if (wrong.Count == 1) throw new InvalidOperationException(wrong[0]);
        if (wrong.Count > 1) throw new InvalidOperationException($"Settings are wrong:\n- {string.Join("\n- ", wrong)}");

        void Try(Action read)
        {
            try
            {
                read();
            }
            catch (Exception e) when (e is InvalidOperationException or FormatException)
            {
                wrong.Add(e.Message);
            }
        }
    }
}
