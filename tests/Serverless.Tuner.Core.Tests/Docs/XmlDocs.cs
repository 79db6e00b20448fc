using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Serverless.Tuner.Core.Tests.Docs;

/// <summary>What the sources say of a property, from the documentation file beside its assembly; as Markdown in one line.</summary>
internal static partial class XmlDocs
{
    private static readonly Dictionary<Assembly, Dictionary<string, XElement>> Files = [];

    public static string? Summary(PropertyInfo property) => Section(property, "summary");

    /// <summary>What the property is when it is left out, where that is no constant.</summary>
    public static string? Value(PropertyInfo property) => Section(property, "value");

    private static string? Section(PropertyInfo property, string section)
    {
        var type = property.DeclaringType!;
        var member = Members(type.Assembly).GetValueOrDefault($"P:{type.FullName!.Replace('+', '.')}.{property.Name}");
        return member?.Element(section) is { } text ? Space().Replace(string.Concat(text.Nodes().Select(Markdown)), " ").Trim() : null;
    }

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
