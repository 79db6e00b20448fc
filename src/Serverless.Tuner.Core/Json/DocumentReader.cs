using System.Text.Json;

namespace Serverless.Tuner.Core.Json;

/// <summary>Parses a JSON document, and where it is no JSON says at which field it stops being any.</summary>
internal static class DocumentReader
{
    /// <summary>How deep a document may nest.</summary>
    public const int MaxDepth = 32;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth };

    public static JsonDocument? Parse(ReadOnlyMemory<byte> utf8, ErrorList errors)
    {
        try
        {
            return JsonDocument.Parse(utf8, Options);
        }
        catch (JsonException e)
        {
            var pointer = Locate(utf8.Span, out var tooDeep);
            errors.Add(pointer, tooDeep
                ? $"nests deeper than {MaxDepth} levels"
                : $"is not valid JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1} (NaN and Infinity are not JSON; strings and names need double quotes)");
            return null;
        }
    }

    /// <summary>Reads tokens up to the one that fails and tells where that was.</summary>
    private static string Locate(ReadOnlySpan<byte> utf8, out bool tooDeep)
    {
        tooDeep = false;
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = 1_000_000 });
        // One entry a level: the name of the current member, or the index of the current element.
        var path = new List<(string? Name, int Index)>();
        try
        {
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.StartObject or JsonTokenType.StartArray:
                        Next(path);
                        if (path.Count >= MaxDepth)
                        {
                            tooDeep = true;
                            return Join(path);
                        }

                        path.Add((reader.TokenType == JsonTokenType.StartObject ? "" : null, -1));
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        path.RemoveAt(path.Count - 1);
                        break;
                    case JsonTokenType.PropertyName:
                        path[^1] = (reader.GetString(), 0);
                        break;
                    default:
                        Next(path);
                        break;
                }
            }
        }
        catch (JsonException)
        {
            Next(path);
            return Join(path);
        }
        catch (InvalidOperationException)
        {
            // A name that is no valid UTF-8.
        }

        return Join(path);
    }

    private static void Next(List<(string? Name, int Index)> path)
    {
        if (path.Count > 0 && path[^1].Name is null) path[^1] = (null, path[^1].Index + 1);
    }

    private static string Join(List<(string? Name, int Index)> path)
    {
        var pointer = "";
        foreach (var (name, index) in path)
        {
            if (name is null) pointer = JsonPointer.Element(pointer, Math.Max(index, 0));
            else if (name.Length > 0) pointer = JsonPointer.Member(pointer, name);
        }

        return pointer;
    }
}
