using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Serverless.Tuner.Cli.StudyFiles;

/// <summary>A scalar by the core schema of YAML 1.2 (section 10.3.2): what is quoted is a text, the rest is what it looks like.</summary>
internal static partial class YamlScalar
{
    /// <exception cref="YamlException">It is infinite or no number.</exception>
    public static JsonNode? Parse(Scalar scalar)
    {
        var text = scalar.Value;
        if (scalar.Style != ScalarStyle.Plain) return JsonValue.Create(text);
        if (text is "" or "~" or "null" or "Null" or "NULL") return null;
        if (text is "true" or "True" or "TRUE") return JsonValue.Create(true);
        if (text is "false" or "False" or "FALSE") return JsonValue.Create(false);
        if (NotFinite.IsMatch(text)) throw new YamlException(scalar.Start, scalar.End, $"'{text}' is no finite number");
        if (Whole.IsMatch(text)) return JsonNode.Parse(Digits(text));
        return Float.Match(text) is { Success: true } number ? JsonNode.Parse(Json(number)) : JsonValue.Create(text);
    }

    private static string Digits(string text) => text switch
    {
        ['0', 'o', .. var octal] =>
            octal.Aggregate(BigInteger.Zero, (sum, digit) => (sum * 8) + (digit - '0')).ToString(CultureInfo.InvariantCulture),
        ['0', 'x', .. var hex] => BigInteger.Parse("0" + hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
            .ToString(CultureInfo.InvariantCulture),
        _ => BigInteger.Parse(text, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
    };

    // JSON wants a digit on both sides of the point, and no zeros or plus before.
    private static string Json(Match number)
    {
        var whole = number.Groups["whole"].Value.TrimStart('0');
        var fraction = number.Groups["fraction"].Value;
        var sign = number.Groups["sign"].Value == "-" ? "-" : "";
        return $"{sign}{(whole.Length > 0 ? whole : "0")}.{(fraction.Length > 0 ? fraction : "0")}{number.Groups["exponent"].Value}";
    }

    [GeneratedRegex(@"^([-+]?[0-9]{1,1000}|0o[0-7]{1,1000}|0x[0-9a-fA-F]{1,1000})\z")]
    private static partial Regex Whole { get; }

    [GeneratedRegex(@"^(?<sign>[-+]?)(?=\.?[0-9])(?<whole>[0-9]*)(\.(?<fraction>[0-9]*))?(?<exponent>([eE][-+]?[0-9]+)?)\z")]
    private static partial Regex Float { get; }

    [GeneratedRegex(@"^([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))\z")]
    private static partial Regex NotFinite { get; }
}
