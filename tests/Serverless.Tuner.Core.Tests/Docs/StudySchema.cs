using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Serverless.Tuner.Core.Parts;
using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.StudyFiles;

namespace Serverless.Tuner.Core.Tests.Docs;

/// <summary>The JSON schema of a study file: from the records that one is read
/// into, their bounds and documentation, and the short forms beside them.</summary>
internal static class StudySchema
{
    /// <summary>The short forms, which the records do not know; each takes the place of the property's own schema.</summary>
    private const string ShortForms = """
        {
          "name": { "type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$" },
          "objective": {
            "anyOf": [
              { "type": ["string", "null"] },
              {
                "type": "object",
                "properties": {
                  "kind": { "enum": ["registered", "command", "http", "external", null] },
                  "name": { "type": ["string", "null"] },
                  "command": { "type": ["array", "null"], "items": { "type": "string", "minLength": 1 }, "minItems": 1, "maxItems": 1000 },
                  "workingDirectory": { "type": ["string", "null"] },
                  "environment": { "type": ["object", "null"], "additionalProperties": { "type": "string" } },
                  "passEnvironment": { "type": ["array", "null"], "items": { "type": "string" }, "minItems": 1, "maxItems": 64 },
                  "url": { "type": ["string", "null"], "maxLength": 2048, "pattern": "^https?://" },
                  "secret": { "type": ["string", "null"], "pattern": "^[A-Za-z0-9_-]{1,64}$" },
                  "headers": { "type": ["object", "null"], "additionalProperties": { "type": "string" }, "maxProperties": 32 },
                  "timeoutSeconds": { "type": ["number", "null"], "exclusiveMinimum": 0, "maximum": 3600 }
                },
                "additionalProperties": false
              }
            ]
          },
          "direction": { "description": "What is better, for an objective of one value.", "enum": ["minimize", "maximize", null] },
          "directions": { "type": ["array", "null"], "items": { "enum": ["minimize", "maximize"] }, "minItems": 1, "maxItems": 8 },
          "searchSpace": {
            "anyOf": [
              { "type": "null" },
              { "const": "open" },
              { "type": "array", "items": { "$ref": "#/$defs/parameter", "required": ["name"], "anyOf": [{ "required": ["kind"] }, { "required": ["type"] }] }, "minItems": 1 },
              {
                "type": "object",
                "properties": { "preset": { "anyOf": [{ "$ref": "#/$defs/spacePreset" }, { "$ref": "#/$defs/shortParameter" }] } },
                "additionalProperties": { "$ref": "#/$defs/shortParameter" },
                "minProperties": 1
              }
            ]
          },
          "preset": { "description": "Trials, parallelism and pruner by one word, where the file does not say them itself." },
          "metric": { "description": "What the value is called, for an objective of one value.", "type": ["string", "null"], "minLength": 1 },
          "valueNames": { "type": ["array", "null"], "items": { "type": "string", "minLength": 1 }, "minItems": 1, "maxItems": 8 },
          "score": { "type": ["object", "null"], "additionalProperties": { "type": "number" }, "minProperties": 1 },
          "constraints": { "type": ["array", "null"], "items": { "type": "string", "minLength": 1 }, "minItems": 1, "maxItems": 1000 },
          "notify": {
            "type": ["array", "null"],
            "items": {
              "type": "object",
              "properties": {
                "url": { "type": "string", "maxLength": 2048, "pattern": "^https?://" },
                "secret": { "type": ["string", "null"], "pattern": "^[A-Za-z0-9_-]{1,64}$" },
                "on": { "type": "array", "items": { "enum": ["ended", "improved", "failed", "budget80"] }, "minItems": 1, "maxItems": 4 }
              },
              "required": ["url", "on"],
              "additionalProperties": false
            },
            "minItems": 1,
            "maxItems": 8
          },
          "mlflow": {
            "type": ["object", "null"],
            "properties": { "experiment": { "type": ["string", "null"], "minLength": 1, "maxLength": 500 } },
            "additionalProperties": false
          },
          "defaults": { "type": ["object", "null"], "additionalProperties": { "$ref": "#/$defs/value" } },
          "fixed": { "type": ["object", "null"], "additionalProperties": { "$ref": "#/$defs/value" } },
          "exclude": {
            "type": ["array", "null"],
            "items": {
              "type": "object",
              "minProperties": 1,
              "additionalProperties": { "anyOf": [{ "$ref": "#/$defs/value" }, { "$ref": "#/$defs/values" }] }
            },
            "maxItems": 100
          },
          "where": { "type": ["array", "null"], "items": { "type": "string", "minLength": 1, "maxLength": 500 }, "maxItems": 100 },
          "enqueue": { "type": ["array", "null"], "items": { "type": "object", "additionalProperties": { "$ref": "#/$defs/value" } }, "minItems": 1, "maxItems": 1000 }
        }
        """;

    private const string Definitions = """
        {
          "value": { "type": ["string", "number", "boolean", "null"] },
          "values": { "type": "array", "items": { "$ref": "#/$defs/value" }, "minItems": 1 },
          "when": { "type": ["object", "null"], "additionalProperties": { "anyOf": [{ "$ref": "#/$defs/value" }, { "$ref": "#/$defs/values" }] } },
          "pair": { "type": "array", "items": { "type": "number" }, "minItems": 2, "maxItems": 2 },
          "shortParameter": {
            "anyOf": [
              { "type": "array", "prefixItems": [{ "type": "number" }, { "type": "number" }], "items": { "enum": ["log", "logit", "int", "float"] }, "minItems": 2 },
              {
                "type": "object",
                "properties": {
                  "uniform": { "$ref": "#/$defs/pair" },
                  "loguniform": { "$ref": "#/$defs/pair" },
                  "int": { "$ref": "#/$defs/pair" },
                  "categorical": { "$ref": "#/$defs/values" },
                  "ordinal": { "$ref": "#/$defs/values" },
                  "normal": { "$ref": "#/$defs/pair" },
                  "lognormal": { "$ref": "#/$defs/pair" },
                  "when": { "$ref": "#/$defs/when" }
                },
                "minProperties": 1,
                "additionalProperties": false
              },
              { "$ref": "#/$defs/parameter", "anyOf": [{ "required": ["kind"] }, { "required": ["type"] }] }
            ]
          }
        }
        """;

    private static readonly JsonSchemaExporterOptions Exporter = new()
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = Complete,
    };

    private static readonly JsonSerializerOptions Written = new(TunerJson.Indented) { IndentSize = 2, NewLine = "\n" };

    /// <summary>The schema as it stands in <c>docs/</c>.</summary>
    public static string Text { get; } = Create().ToJsonString(Written) + "\n";

    private static JsonObject Create()
    {
        var study = Of(typeof(StudySpec));
        var properties = study["properties"]!.AsObject();
        foreach (var (name, form) in JsonNode.Parse(ShortForms)!.AsObject())
        {
            var description = (properties[name] as JsonObject)?["description"]?.DeepClone();
            var schema = (JsonObject)form!.DeepClone();
            if (description is not null) schema.Insert(0, "description", description);
            properties[name] = schema;
        }

        properties.Insert(0, "$schema", JsonNode.Parse("""{ "type": ["string", "null"] }"""));
        study["required"] = new JsonArray("name");
        properties["budget"]!["anyOf"] = JsonNode.Parse(
            """[{ "required": ["limitUsd"] }, { "required": ["limit_usd"] }, { "required": ["group"] }]""");
        var definitions = JsonNode.Parse(Definitions)!.AsObject();
        definitions["spacePreset"] = OneOf(SpacePresets.All.Select(p => p.Name));
        properties["preset"]!["enum"] = OneOf(StudyPreset.All.Select(p => p.Name).Append(null))["enum"]!.DeepClone();
        definitions["parameter"] = Parameter();
        definitions["sampler"] = Parts(SamplerCatalog.BuiltIn.Parts);
        definitions["pruner"] = Parts(PrunerCatalog.BuiltIn.Parts);
        var whole = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "A study of Serverless Tuner",
            ["$defs"] = definitions
        }.With(study);
        OtherSpellings.Add(whole, "#");
        return whole;
    }

    private static JsonObject Of(Type type)
    {
        var schema = TunerJson.Options.GetJsonSchemaAsNode(type, Exporter).AsObject();
        schema["additionalProperties"] = false;
        return schema;
    }

    private static JsonObject OneOf(IEnumerable<string?> words) =>
        new() { ["enum"] = new JsonArray([.. words.Select(w => (JsonNode?)w)]) };

    private static JsonObject Parameter()
    {
        var schema = Of(typeof(ParameterSpec));
        var properties = schema["properties"]!.AsObject();
        properties["choices"] = JsonNode.Parse("""{ "anyOf": [{ "type": "null" }, { "$ref": "#/$defs/values" }] }""");
        properties["when"] = JsonNode.Parse("""{ "$ref": "#/$defs/when" }""");
        properties["kind"] = new JsonObject
        {
            ["enum"] = new JsonArray("float", "int", "categorical", "ordinal", "normal", "lognormal", "logNormal"),
        };
        properties["scale"]!["enum"] = new JsonArray("linear", "log", "logit", null);
        properties["type"] = properties["kind"]!.DeepClone();
        schema.Remove("required");
        return schema;
    }

    /// <summary>A type alone, or with options, which are those of the type; a user's own type may have any.</summary>
    private static JsonObject Parts<TPart>(IEnumerable<Part<TPart>> parts)
        where TPart : class
    {
        var named = new JsonArray([.. parts.Select(p => JsonValue.Create(p.Registration.Name))]);
        var choices = new JsonArray([.. parts.Select(Choice)]);
        return new JsonObject
        {
            ["anyOf"] = new JsonArray(
                new JsonObject { ["enum"] = named },
                new JsonObject { ["type"] = new JsonArray("string", "null") },
                new JsonObject
                {
                    ["type"] = "object",
                    ["properties"] = new JsonObject
                    {
                        ["type"] = new JsonObject
                        {
                            ["anyOf"] =
                                new JsonArray(new JsonObject { ["enum"] = named.DeepClone() }, new JsonObject { ["type"] = "string" }),
                        },
                    },
                    ["required"] = new JsonArray("type"),
                    ["allOf"] = choices,
                }),
        };
    }

    private static JsonObject Choice<TPart>(Part<TPart> part)
        where TPart : class
    {
        var schema = part.Registration.Options is { } options ? Of(options) : new JsonObject
        {
            ["properties"] = new JsonObject(),
            ["additionalProperties"] = false,
        };
        schema["properties"]!.AsObject().Insert(0, "type", true);
        return new JsonObject
        {
            ["if"] = new JsonObject
            {
                ["properties"] = new JsonObject { ["type"] = new JsonObject { ["const"] = part.Registration.Name } },
            },
            ["then"] = schema,
        };
    }

    /// <summary>Adds what only the attributes, the documentation and the defaults tell.</summary>
    private static JsonNode Complete(JsonSchemaExporterContext context, JsonNode node)
    {
        if (context.TypeInfo.Type == typeof(SamplerSpec)) node = new JsonObject { ["$ref"] = "#/$defs/sampler" };
        if (context.TypeInfo.Type == typeof(PrunerSpec)) node = new JsonObject { ["$ref"] = "#/$defs/pruner" };
        if (context.PropertyInfo is null && node is JsonObject type) Close(type, context.TypeInfo.Type);
        if (context.PropertyInfo?.AttributeProvider is not PropertyInfo property || node is not JsonObject schema) return node;
        var field = new OptionField(property, Default(property));
        if (field.Inner is not null) Close(schema, field.Type);
        if (!field.IsRequired) AllowNull(schema);
        if (field.Range is { } range) Bound(schema, range);
        if (field.Default is { } value
            && !field.IsRequired && field.Inner is null && (field.Type.IsPrimitive || field.Type.IsEnum || field.Type == typeof(decimal)))
            schema["default"] = JsonSerializer.SerializeToNode(value, TunerJson.Options);
        if (field.Word is { } word) schema = new JsonObject { ["anyOf"] = new JsonArray(new JsonObject { ["const"] = word }, schema) };
        if (XmlDocs.Summary(property) is { } summary) schema.Insert(0, "description", summary);
        return schema;
    }

    private static void Bound(JsonObject schema, RangeAttribute range)
    {
        schema[range.MinimumIsExclusive ? "exclusiveMinimum" : "minimum"] = Number(range.Minimum);
        if (Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture) < int.MaxValue) schema["maximum"] = Number(range.Maximum);
    }

    private static JsonNode Number(object bound) => bound is int whole ? whole : Convert.ToDouble(bound, CultureInfo.InvariantCulture);

    /// <summary>An object has the fields of its class, and no other; what an attribute requires the exporter does not know.</summary>
    private static void Close(JsonObject schema, Type type)
    {
        if (schema["properties"] is null) return;
        schema["additionalProperties"] = false;
        var required = new OptionsClass(type).Fields.Where(f => f.IsRequired).Select(f => (JsonNode)f.Name).ToArray();
        if (required.Length > 0) schema["required"] = new JsonArray(required);
    }

    /// <summary>A field that is null is left out.</summary>
    private static void AllowNull(JsonObject schema)
    {
        if (schema["enum"] is JsonArray words && !words.Contains(null)) words.Add(null);
        if (schema["type"] is JsonValue one) schema["type"] = new JsonArray(one.DeepClone(), "null");
    }

    private static object? Default(PropertyInfo property) =>
        property.ReflectedType!.GetConstructor(Type.EmptyTypes) is null
            ? null
            : property.GetValue(Activator.CreateInstance(property.ReflectedType)!);

    private static JsonObject With(this JsonObject first, JsonObject second)
    {
        foreach (var (name, value) in second.ToArray())
        {
            second.Remove(name);
            first[name] = value;
        }

        return first;
    }
}
