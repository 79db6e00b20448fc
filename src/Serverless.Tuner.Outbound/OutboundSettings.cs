namespace Serverless.Tuner.Outbound;

/// <summary>What the app's settings say of the calls that it makes.</summary>
public sealed class OutboundSettings
{
    /// <summary>Names the hosts and networks that may be called although they are not public, or by plain http.</summary>
    public const string AllowSetting = "TUNER_OUTBOUND_ALLOW";

    private OutboundSettings(AllowList allowed, WebhookSecrets secrets) => (Allowed, Secrets) = (allowed, secrets);

    /// <summary>Public targets by https alone, and no secrets.</summary>
    public static OutboundSettings None { get; } = Read(_ => null);

    /// <summary>The secrets that sign.</summary>
    public WebhookSecrets Secrets { get; }

    internal AllowList Allowed { get; }

    /// <summary>Reads the settings.</summary>
    /// <param name="setting">A setting by its name; null when there is none.</param>
    /// <exception cref="InvalidOperationException">What is allowed cannot be read.</exception>
    public static OutboundSettings Read(Func<string, string?> setting) =>
        new(AllowList.Parse(setting(AllowSetting)), new WebhookSecrets(setting));
}
