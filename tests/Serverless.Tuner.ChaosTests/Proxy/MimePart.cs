using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Serverless.Tuner.ChaosTests.Proxy;

/// <summary>
/// Header lines, an empty line, a body: a message of several parts or one of its parts (RFC 2046). Lines may end with LF alone, which the
/// framework's <c>MultipartReader</c> does not take.
/// </summary>
internal sealed class MimePart
{
    private readonly Dictionary<string, string> _headers;
    private readonly IReadOnlyList<string> _lines;

    private MimePart(Dictionary<string, string> headers, IReadOnlyList<string> lines)
    {
        _headers = headers;
        _lines = lines;
    }

    /// <summary>A message whose headers came apart from its body.</summary>
    public static MimePart Of(string? contentType, string body) =>
        new(new(StringComparer.OrdinalIgnoreCase) { ["Content-Type"] = contentType ?? "" }, Lines(body));

    public string Body => string.Join('\n', _lines);

    /// <summary>A header, whatever the case of its name; null when there is none.</summary>
    public string? Header(string name) => _headers.GetValueOrDefault(name);

    /// <summary>The parts of this part, or it alone when it has none; parts of parts take their place.</summary>
    public IEnumerable<MimePart> Leaves() => Boundary is { } boundary ? Split(boundary).SelectMany(part => part.Leaves()) : [this];

    /// <summary>The HTTP request or response that the body is: its first line, and what follows.</summary>
    public (string StartLine, MimePart Message) Http()
    {
        var start = Enumerable.Range(0, _lines.Count).FirstOrDefault(i => _lines[i].Length > 0, -1);
        return start < 0
            ? throw new InvalidDataException("There is no HTTP message in the part.")
            : (_lines[start], Read([.. _lines.Skip(start + 1)]));
    }

    private string? Boundary =>
        MediaTypeHeaderValue.TryParse(Header("Content-Type"), out var type)
            && type.Type.Equals("multipart", StringComparison.OrdinalIgnoreCase) && !StringSegment.IsNullOrEmpty(type.Boundary)
            ? HeaderUtilities.UnescapeAsQuotedString(type.Boundary).ToString()
            : null;

    /// <summary>What stands before the first delimiter and after the last is for people to read, and no part.</summary>
    private IEnumerable<MimePart> Split(string boundary)
    {
        List<string>? part = null;
        foreach (var line in _lines)
        {
            var delimiter = line.TrimEnd(' ', '\t');
            var isLast = delimiter == $"--{boundary}--";
            if (!isLast && delimiter != $"--{boundary}")
            {
                part?.Add(line);
                continue;
            }

            if (part is not null) yield return Read(part);
            if (isLast) yield break;
            part = [];
        }

        throw new InvalidDataException($"The parts between '{boundary}' do not end.");
    }

    private static MimePart Read(List<string> lines)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var (at, name) = (0, "");
        for (; at < lines.Count && lines[at].Length > 0; at++)
        {
            // A line that begins with a space goes on with the header before it.
            if (lines[at][0] is ' ' or '\t' && name.Length > 0) headers[name] += ' ' + lines[at].Trim();
            else if (lines[at].Split(':', 2) is [var n, var value]) headers[name = n.Trim()] = value.Trim();
            else throw new InvalidDataException($"'{lines[at]}' is no header.");
        }

        return new(headers, [.. lines.Skip(at + 1)]);
    }

    private static string[] Lines(string text) => [.. text.Split('\n').Select(line => line.EndsWith('\r') ? line[..^1] : line)];
}
