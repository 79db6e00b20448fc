using System.Text.Json;

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Parses a JSON document, and where it is no JSON says at which field it stops being any.</summary>
internal static class DocumentReader
{
    /// <summary>How deep a document may nest.</summary>
    public const int MaxDepth = 32;

    // What people write by hand has comments, and commas after the last one.
    private static readonly JsonDocumentOptions Options = new()
    {
        MaxDepth = MaxDepth,
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    private enum Fault
    {
        NotJson,
        TooDeep,
        NotUnicode,
    }

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

        try
        {
            var document = JsonDocument.Parse(utf8, Options);
            // The document accepts text that no string can hold, and throws only when that is read.
            if (Locate(utf8.Span) is not { } unreadable) return document;
            document.Dispose();
            errors.Add(unreadable.Pointer, "holds text that is not valid Unicode (broken UTF-8 or half of a surrogate pair)");
        }
        catch (JsonException e)
        {
            var (pointer, fault) = Locate(utf8.Span) ?? ("", Fault.NotJson);
            errors.Add(pointer, fault == Fault.TooDeep
                ? $"nests deeper than {MaxDepth} levels"
                : $"is not valid JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1} (NaN and Infinity are not JSON; strings "
                    + $"and names need double quotes)");
        }

        return null;
    }

    /// <summary>Reads tokens up to the one that fails and tells where that was; null when none does.</summary>
    private static (string Pointer, Fault Fault)? Locate(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions
        {
            MaxDepth = 1_000_000,
            AllowTrailingCommas = true,
            CommentHandling = JsonCommentHandling.Skip,
        });
        // One entry a level: the name of the current member (index -1 before the first), or the index of the current element.
        var path = new List<(string? Name, int Index)>();
        try
        {
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.StartObject or JsonTokenType.StartArray:
                        Next(path);
                        if (path.Count >= MaxDepth) return (Join(path), Fault.TooDeep);
                        path.Add((reader.TokenType == JsonTokenType.StartObject ? "" : null, -1));
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        path.RemoveAt(path.Count - 1);
                        break;
                    case JsonTokenType.PropertyName:
                        path[^1] = ("", -1);
                        path[^1] = (reader.GetString(), 0);
                        break;
                    case JsonTokenType.String:
                        Next(path);
                        reader.GetString();
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
            return (Join(path), Fault.NotJson);
        }
        catch (InvalidOperationException)
        {
            return (Join(path), Fault.NotUnicode);
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
