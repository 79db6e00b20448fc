using System.Text.Json;

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>
/// The short forms of a parameter: <c>[low, high]</c> with <c>"log"</c>, <c>"logit"</c> and <c>"int"</c> after them, or an object with
/// one of <c>uniform</c>, <c>loguniform</c>, <c>int</c>, <c>normal</c>, <c>lognormal</c>, <c>categorical</c>, <c>ordinal</c>.
/// </summary>
internal static class ShortForms
{
    private static readonly string[] Keys = ["uniform", "loguniform", "int", "normal", "lognormal", "categorical", "ordinal"];

    public static ParameterSpec? Parse(JsonElement? element, string name, string pointer, ErrorList errors)
    {
        switch (element?.ValueKind)
        {
            case JsonValueKind.Array:
                return FromArray(element.Value, name, pointer, errors);
            case JsonValueKind.Object:
                var reader = ObjectReader.Open(element.Value, pointer, errors)!;
                if (reader.Text("name") is { } own && own != name)
                    reader.Error("name", $"'{own}' differs from the parameter's name, '{name}'");
                return reader.Names.FirstOrDefault(Keys.Contains) is { } key
                    ? FromKey(reader, key, name, errors)
                    : SearchSpaceParser.LongForm(reader, name, errors);
            default:
                errors.Add(pointer, "must be a parameter: {\"kind\": …}, {\"uniform\": [low, high]} or [low, high, \"log\"]");
                return null;
        }
    }

    private static ParameterSpec? FromKey(ObjectReader reader, string key, string name, ErrorList errors)
    {
        var when = SearchSpaceParser.ReadWhen(reader, errors);
        var pointer = reader.PointerTo(key);
        var spec = reader.Require(key) is not { } body ? null : key switch
        {
            "categorical" => SearchSpaceParser.OfChoices(name, ParameterKind.Categorical, body, pointer, errors),
            "ordinal" => SearchSpaceParser.OfChoices(name, ParameterKind.Ordinal, body, pointer, errors),
            "normal" => Normal(ParameterKind.Normal, body, name, pointer, errors),
            "lognormal" => Normal(ParameterKind.LogNormal, body, name, pointer, errors),
            _ => Numeric(key == "int" ? ParameterKind.Int : ParameterKind.Float, key == "loguniform", body, name, pointer, errors),
        };
        reader.RejectUnknown();
        return spec is null ? null : spec with { When = when };
    }

    private static ParameterSpec? Numeric(ParameterKind kind, bool log, JsonElement body, string name, string pointer, ErrorList errors)
    {
        if (Pair(body, pointer, "low, high", errors) is not var (low, high)) return null;
        return Checked(new ParameterSpec { Name = name, Kind = kind, Low = low, High = high, Log = log }, pointer, errors);
    }

    private static ParameterSpec? Normal(ParameterKind kind, JsonElement body, string name, string pointer, ErrorList errors)
    {
        if (Pair(body, pointer, "mu, sigma", errors) is not var (mu, sigma)) return null;
        var spec = new ParameterSpec { Name = name, Kind = kind, Mu = mu, Sigma = sigma };
        RangeChecks.Normal(spec, field => JsonPointer.Element(pointer, field == "mu" ? 0 : 1), errors);
        return spec;
    }

    private static ParameterSpec? FromArray(JsonElement array, string name, string pointer, ErrorList errors)
    {
        if (array.GetArrayLength() > 2 && array[2].ValueKind == JsonValueKind.Number)
        {
            errors.Add(
                pointer,
                $"has more than the two numbers of a range; choices are {{\"categorical\": {Excerpt.Start(array.GetRawText(), 60)}}}");
            return null;
        }

        var (log, logit, index) = (false, false, 0);
        ParameterKind? kind = null;
        var range = new double?[2];
        // In turn: an element's place in a long array is found by counting.
        foreach (var item in array.EnumerateArray())
        {
            var at = index++;
            if (at < range.Length) range[at] = ObjectReader.AsNumber(item);
            else if (item.ValueKind == JsonValueKind.String && item.ValueEquals("log")) log = true;
            else if (item.ValueKind == JsonValueKind.String && item.ValueEquals("logit")) logit = true;
            else if (KindOf(item) is not { } named)
                errors.Add(
                    JsonPointer.Element(pointer, at),
                    $"must be \"log\", \"logit\", \"int\" or \"float\", not {ObjectReader.Describe(item)}");
            else if (kind is not null && kind != named)
                errors.Add(JsonPointer.Element(pointer, at), "must not stand beside the other kind");
            else kind = named;
        }

        if (range is [{ } low, { } high])
            return Checked(
                new ParameterSpec
                {
                    Name = name,
                    Kind = kind ?? ParameterKind.Float,
                    Low = low,
                    High = high,
                    Log = log,
                    Scale = logit ? ScaleKind.Logit : null,
                }, pointer, errors);
        errors.Add(
            pointer,
            "must be [low, high], [low, high, \"log\"] or [low, high, \"int\"] with finite numbers; choices are {\"categorical\": […]}");
        return null;
    }

    private static ParameterKind? KindOf(JsonElement word)
    {
        if (word.ValueKind != JsonValueKind.String) return null;
        if (word.ValueEquals("int")) return ParameterKind.Int;
        return word.ValueEquals("float") ? ParameterKind.Float : null;
    }

    private static ParameterSpec Checked(ParameterSpec spec, string pointer, ErrorList errors)
    {
        RangeChecks.Numeric(spec, field => JsonPointer.Element(pointer, field == "low" ? 0 : 1), errors);
        return spec;
    }

    private static (double First, double Second)? Pair(JsonElement body, string pointer, string what, ErrorList errors)
    {
        if (body.ValueKind == JsonValueKind.Array && body.GetArrayLength() == 2
            && ObjectReader.AsNumber(body[0]) is { } first && ObjectReader.AsNumber(body[1]) is { } second)
            return (first, second);
        errors.Add(pointer, $"must be [{what}] with two finite numbers");
        return null;
    }
}
