namespace Serverless.Tuner.Outbound;

/// <summary>A call that this app does not make: its URL or its target's address is not allowed. It would be refused again.</summary>
/// <param name="message">Why, and what would allow it.</param>
public sealed class OutboundRefusedException(string message) : Exception(message)
{
    internal static string NotEncrypted(string host) =>
        $"{host} is to be called by http, without encryption; that is done only where the app's setting {OutboundSettings.AllowSetting} "
        + "names the host or its network";
}
