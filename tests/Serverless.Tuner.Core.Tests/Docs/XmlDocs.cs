using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Serverless.Tuner.Core.Tests.Docs;

/// <summary>What the sources say of a property, a type or a method, from the documentation file beside its assembly; as
/// Markdown in one line.</summary>
internal static partial class XmlDocs
{
    private static readonly Dictionary<Assembly, Dictionary<string, XElement>> Files = [];

    public static string? Summary(PropertyInfo property) => Section(property, "summary");

    /// <summary>What the property is when it is left out, where that is no constant.</summary>
    public static string? Value(PropertyInfo property) => Section(property, "value");

    /// <summary>What a type is.</summary>
    public static string? Summary(Type type) => Text(Members(type.Assembly).GetValueOrDefault($"T:{NameOf(type)}"), "summary");

    /// <summary>What a method does that has no overload.</summary>
    public static string? Summary(MethodInfo method)
    {
        var start = $"M:{NameOf(method.DeclaringType!)}.{method.Name}";
        return Text(
            Members(method.DeclaringType!.Assembly)
                .FirstOrDefault(m => m.Key == start || m.Key.StartsWith(start + "(", StringComparison.Ordinal)).Value,
            "summary");
    }

    private static string? Section(PropertyInfo property, string section)
    {
        var type = property.DeclaringType!;
        // The property of a record's constructor has its text there.
        return Text(Members(type.Assembly).GetValueOrDefault($"P:{NameOf(type)}.{property.Name}"), section) ?? Parameter(property);
    }

    private static string? Parameter(PropertyInfo property) =>
        Members(property.DeclaringType!.Assembly).GetValueOrDefault($"T:{NameOf(property.DeclaringType!)}")?.Elements("param")
            .FirstOrDefault(p => p.Attribute("name")!.Value == property.Name) is { } text
            ? Line(text)
            : null;

    private static string NameOf(Type type) =>
        (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    private static string? Text(XElement? member, string section) => member?.Element(section) is { } text ? Line(text) : null;

    private static string Line(XElement text) => Space().Replace(string.Concat(text.Nodes().Select(Markdown)), " ").Trim();

    private static Dictionary<string, XElement> Members(Assembly assembly)
    {
        lock (Files)
        {
            if (!Files.TryGetValue(assembly, out var members))
            {
                var file = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml"));
                Files[assembly] = members = file.Descendants("member").ToDictionary(m => m.Attribute("name")!.Value);
            }

            return members;
        }
    }

    private static string Markdown(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement { Name.LocalName: "see" } see =>
            $"`{JsonNamingPolicy.CamelCase.ConvertName(see.Attribute("cref")!.Value.Split('.')[^1])}`",
        _ => "",
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
