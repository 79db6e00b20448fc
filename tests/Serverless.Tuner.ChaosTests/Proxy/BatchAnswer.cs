using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Serverless.Tuner.ChaosTests.Proxy;

/// <summary>The answers to entity-group transactions: 202 outside, the action that was refused inside.</summary>
internal static partial class BatchAnswer
{
    public const string ContentType = "multipart/mixed; boundary=batchresponse_proxy";

    /// <summary>The answer to a batch whose first action is refused with a status.</summary>
    public static byte[] Refused(int status, string code) => Encoding.UTF8.GetBytes(
        "--batchresponse_proxy\r\nContent-Type: multipart/mixed; boundary=changesetresponse_proxy\r\n\r\n"
        + "--changesetresponse_proxy\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n"
        + $"HTTP/1.1 {status} Refused\r\nContent-Type: application/json\r\n\r\n{Error(code, "0:")}\r\n"
        + "--changesetresponse_proxy--\r\n--batchresponse_proxy--\r\n");

    public static string Error(string code, string prefix = "") =>
        $$"""{"odata.error":{"code":"{{code}}","message":{"lang":"en-us","value":"{{prefix}}By the proxy."} } }""";

    /// <summary>The status of the refused action in an answer; null when none was refused.</summary>
    public static int? RefusedStatus(byte[] answer) =>
        Refusal().Match(Encoding.UTF8.GetString(answer)) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"HTTP/1\.\d ([45]\d\d)")]
    private static partial Regex Refusal();
}
