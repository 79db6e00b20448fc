using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.OpenApi;
using Serverless.Tuner.Core.Tests.Docs;

namespace Serverless.Tuner.Functions.Tests.OpenApi;

/// <summary>The contracts as schemas of an OpenAPI document, each type of ours under its name.</summary>
internal sealed class ApiSchemas(OpenApiDocument document)
{
    private static readonly Dictionary<Type, (JsonSchemaType Type, string? Format)> Simple = new()
    {
        [typeof(string)] = (JsonSchemaType.String, null),
        [typeof(bool)] = (JsonSchemaType.Boolean, null),
        [typeof(int)] = (JsonSchemaType.Integer, "int32"),
        [typeof(long)] = (JsonSchemaType.Integer, "int64"),
        [typeof(double)] = (JsonSchemaType.Number, "double"),
        [typeof(decimal)] = (JsonSchemaType.Number, null),
        [typeof(Guid)] = (JsonSchemaType.String, "uuid"),
        [typeof(DateTimeOffset)] = (JsonSchemaType.String, "date-time"),
        [typeof(ParameterValue)] = (JsonSchemaType.String | JsonSchemaType.Number | JsonSchemaType.Boolean | JsonSchemaType.Null, null),
    };

    private readonly NullabilityInfoContext _nullability = new();

    /// <summary>The schema of a type; of one of ours a reference to it.</summary>
    public IOpenApiSchema Of(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (Simple.TryGetValue(type, out var simple)) return new OpenApiSchema { Type = simple.Type, Format = simple.Format };
        if (type.IsEnum)
            return new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Enum = [.. Enum.GetNames(type).Select(n => (JsonNode)JsonNamingPolicy.CamelCase.ConvertName(n))],
            };

        var info = TunerJson.Options.GetTypeInfo(type);
        return info.Kind switch
        {
            JsonTypeInfoKind.Enumerable => new OpenApiSchema { Type = JsonSchemaType.Array, Items = OfElement(info.ElementType!) },
            JsonTypeInfoKind.Dictionary => new OpenApiSchema { Type = JsonSchemaType.Object, AdditionalProperties = Of(info.ElementType!) },
            JsonTypeInfoKind.Object => Named(info),
            _ => new OpenApiSchema(),
        };
    }

    /// <summary>The schema of a list's elements: unlike a member, one that is null is written.</summary>
    private IOpenApiSchema OfElement(Type type)
    {
        var schema = Of(type);
        if (Nullable.GetUnderlyingType(type) is not null && schema is OpenApiSchema own) own.Type |= JsonSchemaType.Null;
        return schema;
    }

    private OpenApiSchemaReference Named(JsonTypeInfo info)
    {
        var name = NameOf(info.Type);
        if (document.Components!.Schemas!.ContainsKey(name)) return new OpenApiSchemaReference(name, document);
        var schema = new OpenApiSchema { Type = JsonSchemaType.Object, Description = XmlDocs.Summary(info.Type) };
        document.Components.Schemas.Add(name, schema);
        // What is sent must be spelt right; what is answered may have more some day.
        var isRequest = name.EndsWith("Request", StringComparison.Ordinal);
        if (isRequest) schema.AdditionalPropertiesAllowed = false;
        schema.Properties = new Dictionary<string, IOpenApiSchema>();
        foreach (var property in info.Properties.Where(p => !p.IsExtensionData && p.AttributeProvider is PropertyInfo))
        {
            var member = (PropertyInfo)property.AttributeProvider!;
            schema.Properties.Add(property.Name, Described(OfProperty(property.PropertyType, member), XmlDocs.Summary(member)));
            if (isRequest ? property.IsRequired : IsAlwaysThere(member)) (schema.Required ??= new HashSet<string>()).Add(property.Name);
        }

        return new OpenApiSchemaReference(name, document);
    }

    /// <summary>The schema of a property; of one with texts by name, some of which may be null, it says so.</summary>
    private IOpenApiSchema OfProperty(Type type, PropertyInfo member)
    {
        var schema = Of(type);
        if (schema is OpenApiSchema { AdditionalProperties: OpenApiSchema values }
            && _nullability.Create(member).GenericTypeArguments is [_, { ReadState: NullabilityState.Nullable }])
            values.Type |= JsonSchemaType.Null;
        return schema;
    }

    private static IOpenApiSchema Described(IOpenApiSchema schema, string? description)
    {
        if (schema is OpenApiSchema own) own.Description = description;
        else if (schema is OpenApiSchemaReference reference) reference.Description = description;
        return schema;
    }

    /// <summary>What is null is left out; all else is written.</summary>
    private bool IsAlwaysThere(PropertyInfo property) =>
        _nullability.Create(property).ReadState == NullabilityState.NotNull
        && property.GetCustomAttribute<System.Text.Json.Serialization.JsonIgnoreAttribute>() is null;

    private static string NameOf(Type type) => type.IsGenericType
        ? $"{type.Name.Split('`')[0]}Of{NameOf(type.GetGenericArguments()[0])}"
        : type.Name;
}
