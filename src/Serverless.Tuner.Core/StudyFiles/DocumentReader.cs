using System.Text.Json;

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Parses a JSON document, and where it is no JSON says at which field it stops being any.</summary>
internal static class DocumentReader
{
    /// <summary>How deep a document may nest.</summary>
    public const int MaxDepth = 32;

    /// <summary>How many members an object, and how many elements an array may have.</summary>
    public const int MaxMembers = 10_000;

    // What people write by hand has comments, and commas after the last one.
    private static readonly JsonDocumentOptions Options = new()
    {
        MaxDepth = MaxDepth,
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    /// <summary>Reads a document that is one object with no other fields than are asked for.</summary>
    /// <returns>What was read of it, or what is wrong with it.</returns>
    public static (T? Value, IReadOnlyList<FieldError> Errors) ReadObject<T>(
        ReadOnlyMemory<byte> utf8, Func<ObjectReader, ErrorList, T> read)
        where T : class
    {
        var errors = new ErrorList();
        using var document = Parse(utf8, errors);
        T? value = null;
        if (document is not null && ObjectReader.Open(document.RootElement, "", errors) is { } reader)
        {
            value = read(reader, errors);
            reader.RejectUnknown();
        }

        return errors.IsEmpty ? (value, []) : (null, errors.ToList());
    }

    public static JsonDocument? Parse(ReadOnlyMemory<byte> utf8, ErrorList errors)
    {
        if (utf8.Span.StartsWith(ByteOrderMark)) utf8 = utf8[ByteOrderMark.Length..];
        if (utf8.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            errors.Add("", "is empty");
            return null;
        }

        // Before the document is built: what is refused takes little time and memory.
        if (FindFault(utf8.Span) is not { } fault) return JsonDocument.Parse(utf8, Options);
        errors.Add(fault.Pointer, fault.Detail);
        return null;
    }

    /// <summary>Reads tokens up to the first that is not allowed, and says where that is and what is wrong; null when all are.</summary>
    private static FieldError? FindFault(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions
        {
            MaxDepth = 1_000_000,
            AllowTrailingCommas = true,
            CommentHandling = JsonCommentHandling.Skip,
        });
        // One entry a level: the name of the current member (null in an array), and which it is, -1 before the first.
        var path = new List<(string? Name, int Index)>();
        try
        {
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.StartObject or JsonTokenType.StartArray:
                        Next(path);
                        if (path.Count >= MaxDepth) return new FieldError(Join(path), $"nests deeper than {MaxDepth} levels");
                        path.Add((reader.TokenType == JsonTokenType.StartObject ? "" : null, -1));
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        path.RemoveAt(path.Count - 1);
                        break;
                    case JsonTokenType.PropertyName:
                        var index = path[^1].Index + 1;
                        path[^1] = ("", -1);
                        path[^1] = (reader.GetString(), index);
                        break;
                    case JsonTokenType.String:
                        Next(path);
                        // The document accepts text that no string can hold, and throws only when that is read.
                        reader.GetString();
                        break;
                    default:
                        Next(path);
                        break;
                }

                if (path.Count > 0 && path[^1].Index >= MaxMembers)
                    return new FieldError(
                        Join(path[..^1]), $"has more than {MaxMembers} members, the most that an object or array may have");
            }
        }
        catch (JsonException e)
        {
            Next(path);
            return new FieldError(
                Join(path),
                $"is not valid JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1} (NaN and Infinity are not JSON; strings "
                + $"and names need double quotes)");
        }
        catch (InvalidOperationException)
        {
            return new FieldError(Join(path), "holds text that is not valid Unicode (broken UTF-8 or half of a surrogate pair)");
        }

        return null;
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
            else if (index >= 0) pointer = JsonPointer.Member(pointer, name);
        }

        return pointer;
    }
}
