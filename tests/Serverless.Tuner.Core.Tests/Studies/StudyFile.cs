using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.Core.StudyFiles;

namespace Serverless.Tuner.Core.Tests.Studies;

/// <summary>Study files for tests, and what the parser makes of them.</summary>
internal static class StudyFile
{
    public static (StudySpec? Spec, IReadOnlyList<FieldError> Errors) Parse(string json, bool allowsCommands = true) =>
        Parse(Encoding.UTF8.GetBytes(json), allowsCommands);

    public static (StudySpec? Spec, IReadOnlyList<FieldError> Errors) Parse(ReadOnlyMemory<byte> utf8, bool allowsCommands = true)
    {
        var result = StudySpecParser.Parse(
            utf8, new StudyCatalogs(new Catalog(allowsCommands), SamplerCatalog.BuiltIn, PrunerCatalog.BuiltIn));
        Assert.Equal(result.Spec is null, result.Errors.Count > 0);
        return result;
    }

    /// <summary>The file in an app with these settings.</summary>
    public static StudySpec Spec(string json, Func<string, string?> settings)
    {
        var defaults = StudyDefaults.Read(settings, SamplerCatalog.BuiltIn, PrunerCatalog.BuiltIn);
        var catalogs = new StudyCatalogs(new Catalog(allowsCommands: true), SamplerCatalog.BuiltIn, PrunerCatalog.BuiltIn, defaults);
        var (spec, errors) = StudySpecParser.Parse(Encoding.UTF8.GetBytes(json), catalogs);
        Assert.Empty(errors);
        return spec!;
    }

    /// <summary>A file with one parameter, <c>x</c>, and the members given, which may replace the usual ones.</summary>
    public static string With(string members)
    {
        var file = JsonNode.Parse("""{"name": "s", "objective": {"command": ["run", "{x}"]}, "searchSpace": {"x": [0, 1]}}""")!.AsObject();
        foreach (var (name, value) in JsonNode.Parse($"{{{members}}}")!.AsObject()) file[name] = value?.DeepClone();
        return file.ToJsonString();
    }

    /// <summary>A file with this search space, taken as it stands.</summary>
    public static string WithSpace(string space) => $$"""{"name": "s", "objective": {"command": ["run"]}, "searchSpace": {{space}}}""";

    public static StudySpec Spec(string json)
    {
        var result = Parse(json);
        Assert.Empty(result.Errors);
        Docs.StudySchemaTests.AssertValid(json);
        return result.Spec!;
    }

    public static string[] Pointers(string json) => [.. Parse(json).Errors.Select(e => e.Pointer)];

    public static FieldError Error(string json) => Assert.Single(Parse(json).Errors);

    public static string ToJson<T>(T value) => JsonSerializer.Serialize(value, TunerJson.Options);

    /// <summary>Knows <c>branin</c> with one direction and <c>zdt1</c> with two.</summary>
    private sealed class Catalog(bool allowsCommands) : IObjectiveCatalog
    {
        public IReadOnlyCollection<string> Names => ["zdt1", "branin"];

        public bool AllowsCommands => allowsCommands;

        public ObjectiveDefaults? Find(string name) => name switch
        {
            "branin" => new ObjectiveDefaults([Direction.Minimize], Space),
            "zdt1" => new ObjectiveDefaults([Direction.Minimize, Direction.Minimize], Space),
            _ => null,
        };

        private static ParameterSpec[] Space => [new ParameterSpec { Name = "x1", Kind = ParameterKind.Float, Low = -5, High = 10 }];
    }
}
