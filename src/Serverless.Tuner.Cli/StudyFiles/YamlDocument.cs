using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Serverless.Tuner.Cli.StudyFiles;

/// <summary>
/// Reads YAML as the JSON that it stands for: one document, the types of YAML 1.2's core schema (<c>no</c> is a text), no anchors,
/// aliases or tags, no field twice.
/// </summary>
internal static class YamlDocument
{
    private const int DeepestNesting = 64;

    /// <exception cref="YamlException">It is no such document.</exception>
    public static JsonNode? Parse(string text)
    {
        var parser = new Parser(new StringReader(text));
        parser.Consume<StreamStart>();
        parser.Consume<DocumentStart>();
        var root = Read(parser, 0);
        parser.Consume<DocumentEnd>();
        return parser.TryConsume<DocumentStart>(out var second) ? throw Wrong(second, "a second document begins here") : root;
    }

    private static JsonNode? Read(Parser parser, int depth)
    {
        if (parser.TryConsume<AnchorAlias>(out var alias)) throw Wrong(alias, $"aliases such as *{alias.Value} are not supported");
        if (parser.Accept<NodeEvent>(out var node)) CheckPlain(node, depth);
        if (parser.TryConsume<Scalar>(out var scalar)) return YamlScalar.Parse(scalar);
        if (parser.TryConsume<SequenceStart>(out _))
        {
            var array = new JsonArray();
            while (!parser.TryConsume<SequenceEnd>(out _)) array.Add(Read(parser, depth + 1));
            return array;
        }

        parser.Consume<MappingStart>();
        var members = new JsonObject();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (!parser.Accept<Scalar>(out var key)) throw Wrong(parser.Current!, "a field's name must be a text");
            CheckPlain(key, depth);
            parser.MoveNext();
            if (members.ContainsKey(key.Value)) throw Wrong(key, $"'{Excerpt.Start(key.Value, 60)}' stands twice");
            members.Add(key.Value, Read(parser, depth + 1));
        }

        return members;
    }

    private static void CheckPlain(NodeEvent node, int depth)
    {
        if (!node.Anchor.IsEmpty) throw Wrong(node, $"anchors such as &{node.Anchor.Value} are not supported");
        if (!node.Tag.IsEmpty) throw Wrong(node, $"tags such as {node.Tag.Value} are not supported");
        if (depth > DeepestNesting) throw Wrong(node, $"nests deeper than {DeepestNesting} levels");
    }

    private static YamlException Wrong(ParsingEvent at, string what) => new(at.Start, at.End, what);
}
