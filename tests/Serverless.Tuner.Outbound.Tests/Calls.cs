namespace Serverless.Tuner.Outbound.Tests;

internal static class Calls
{
    /// <summary>A secret as a setting has it.</summary>
    public const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=";

    public static OutboundCall To(string url, string body = "{}") =>
        new(url, System.Text.Encoding.UTF8.GetBytes(body)) { MessageId = "msg_1", Timeout = TimeSpan.FromSeconds(20) };

    public static OutboundSettings Allowing(string allow, string? secret = null) => OutboundSettings.Read(name => name switch
    {
        OutboundSettings.AllowSetting => allow,
        "TUNER_SECRET_TRAINER" => secret,
        _ => null,
    });
}
