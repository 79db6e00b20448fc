namespace Serverless.Tuner.Outbound;

/// <summary>
/// The secrets by which messages are signed, each in a setting of the app: that of the name <c>trainer</c> in <c>TUNER_SECRET_TRAINER</c>,
/// as <c>whsec_</c> and base64; several, separated by spaces, while one takes the place of another.
/// </summary>
/// <param name="setting">A setting by its name; null when there is none.</param>
public sealed class WebhookSecrets(Func<string, string?> setting)
{
    private const string Prefix = "whsec_";
    private const int ShortestKey = 24;
    private const int LongestKey = 64;

    /// <summary>The setting that holds a secret.</summary>
    /// <param name="name">The secret's name: letters, digits, '-' and '_'.</param>
    public static string SettingOf(string name) => "TUNER_SECRET_" + name.Replace('-', '_').ToUpperInvariant();

    /// <summary>The keys of a secret, the one to sign with first.</summary>
    /// <exception cref="OutboundRefusedException">There is no such secret, or it cannot be read; what it holds is not said.</exception>
    public IReadOnlyList<ReadOnlyMemory<byte>> Find(string name)
    {
        var texts = (setting(SettingOf(name)) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (texts.Length == 0)
            throw new OutboundRefusedException($"the secret '{name}' is not known: the app has no setting {SettingOf(name)}");
        return [.. texts.Select(text => Key(text) ?? throw new OutboundRefusedException(
            $"the app's setting {SettingOf(name)} is no secret: it must be '{Prefix}' and the base64 of {ShortestKey} to {LongestKey} "
            + "random bytes, or several of these, separated by spaces"))];
    }

    private static ReadOnlyMemory<byte>? Key(string text)
    {
        var bytes = new byte[LongestKey];
        if (!text.StartsWith(Prefix, StringComparison.Ordinal)
            || !Convert.TryFromBase64String(text[Prefix.Length..], bytes, out var length)) return null;
        return length >= ShortestKey ? (ReadOnlyMemory<byte>?)bytes.AsMemory(0, length) : null;
    }
}
