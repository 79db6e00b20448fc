using System.Text.Json;
using Serverless.Tuner.Functions.Http;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Serverless.Tuner.Functions.Moving;

/// <summary>The best configurations of a study as programs read them.</summary>
internal static class ConfigFormats
{
    /// <summary>The formats.</summary>
    public static IReadOnlyList<string> Names { get; } = ["json", "yaml", "env", "flags"];

    /// <summary>The words for texts that YAML, or an older version of it, takes for something else.</summary>
    private static readonly HashSet<string> s_notTexts = new(StringComparer.OrdinalIgnoreCase)
    {
        "", "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", ".nan", ".inf", "-.inf", "+.inf",
    };

    /// <summary>The configurations in a format: one as it is, several as a list with their trials.</summary>
    /// <param name="configs">The configurations, one at least.</param>
    /// <param name="format">One of <see cref="Names"/>; <c>env</c> takes one configuration.</param>
    /// <param name="isList">Whether several were asked for.</param>
    /// <returns>The text; or two parameters that would be the same variable.</returns>
    public static (string? Text, (string A, string B)? Same) Write(IReadOnlyList<ConfigView> configs, string format, bool isList) =>
        format switch
        {
            "env" => PromotedFormats.Environment(configs[0].Config),
            "flags" => (string.Concat(configs.Select(c => PromotedFormats.Flags(c.Config))), null),
            "yaml" => (isList ? Yaml(configs) : Yaml(configs[0].Config), null),
            _ => ((isList ? Json(configs) : Json(configs[0].Config)) + "\n", null),
        };

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, TunerJson.Indented);

    private static string Yaml(IReadOnlyDictionary<string, ParameterValue> config) => Emit(emitter => Map(emitter, config));

    private static string Yaml(IReadOnlyList<ConfigView> configs) => Emit(emitter =>
    {
        emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, SequenceStyle.Block));
        foreach (var config in configs)
        {
            emitter.Emit(new MappingStart());
            Text(emitter, "trial");
            Value(emitter, ParameterValue.Of((long)config.Trial));
            Text(emitter, "values");
            emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, SequenceStyle.Flow));
            foreach (var value in config.Values) Value(emitter, ParameterValue.Of(value));
            emitter.Emit(new SequenceEnd());
            Text(emitter, "config");
            Map(emitter, config.Config);
            emitter.Emit(new MappingEnd());
        }

        emitter.Emit(new SequenceEnd());
    });

    private static string Emit(Action<IEmitter> body)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var emitter = new Emitter(text);
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart());
        body(emitter);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private static void Map(IEmitter emitter, IReadOnlyDictionary<string, ParameterValue> config)
    {
        emitter.Emit(new MappingStart());
        foreach (var (name, value) in config)
        {
            Text(emitter, name);
            Value(emitter, value);
        }

        emitter.Emit(new MappingEnd());
    }

    private static void Value(IEmitter emitter, ParameterValue value)
    {
        if (value.Kind == ParameterValueKind.Text) Text(emitter, value.ToString());
        else emitter.Emit(new Scalar(Number(value)));
    }

    /// <summary>A number that YAML 1.1 takes for one, too, which wants a dot before an exponent.</summary>
    private static string Number(ParameterValue value)
    {
        var text = value.ToString();
        return value.Kind == ParameterValueKind.Float && text.IndexOf('E', StringComparison.Ordinal) is > 0 and var at
            && !text.Contains('.', StringComparison.Ordinal)
            ? text.Insert(at, ".0")
            : text;
    }

    /// <summary>A text, in quotes wherever it could be anything else.</summary>
    private static void Text(IEmitter emitter, string text)
    {
        var isPlain = !s_notTexts.Contains(text) && char.IsAsciiLetter(text[0])
            && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.');
        emitter.Emit(isPlain
            ? new Scalar(text)
            : new Scalar(AnchorName.Empty, TagName.Empty, text, ScalarStyle.DoubleQuoted, isPlainImplicit: false, isQuotedImplicit: true));
    }
}
