using System.Text.Json;
using System.Text.Json.Nodes;
using Serverless.Tuner.Cli.Servers;
using Serverless.Tuner.Core.StudyFiles;
using YamlDotNet.Core;

namespace Serverless.Tuner.Cli.StudyFiles;

/// <summary>Reads study files, in JSON or YAML, for the server, which validates them.</summary>
internal static class StudyFile
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>The JSON to send, with a command's working directory resolved
    /// against the file's folder, and the study changed if asked.</summary>
    /// <param name="path">The file.</param>
    /// <param name="change">Changes the study; null when it is sent as it is.</param>
    public static string Read(string path, Action<JsonObject>? change = null)
    {
        var text = ReadText(path);
        try
        {
            var document = Parse(text, path, path);
            if (document is not JsonObject root) return IsYaml(path) ? document?.ToJsonString() ?? "null" : text;
            // A schedule has the study file in it.
            var isEdited = ResolveWorkingDirectory(root["study"] as JsonObject ?? root, Path.GetDirectoryName(Path.GetFullPath(path))!);
            change?.Invoke(root);
            return isEdited || change is not null || IsYaml(path) ? root.ToJsonString(Indented) : text;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return text; // The same field twice, or half of a character: the server says which.
        }
    }

    /// <summary>A part of a study: JSON where the text looks like it, else a file.</summary>
    public static JsonNode? ReadPart(string option, string text)
    {
        var isFile = !IsJson(text);
        var json = isFile ? ReadText(text) : text;
        try
        {
            return Parse(json, isFile ? text : option, isFile ? text : null);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            throw new CliException($"{option}: {e.Message}", ExitCode.InvalidInput);
        }
    }

    /// <summary>Whether workers evaluate the study's trials; what is no study file is for the server to judge.</summary>
    public static bool IsExternal(string body)
    {
        try
        {
            return JsonNode.Parse(body, documentOptions: Lenient) is JsonObject { Count: > 0 } root
                && (root["objective"] is null
                    || (root["objective"] is JsonObject objective && objective["kind"]?.GetValueKind() == JsonValueKind.String
                        && objective["kind"]!.GetValue<string>() == "external"));
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Whether a text is an object or an array rather than a word.</summary>
    public static bool IsJson(string text) => text.AsSpan().TrimStart() is ['{' or '[', ..];

    private static JsonNode? Parse(string text, string what, string? path)
    {
        try
        {
            return IsYaml(path) ? YamlDocument.Parse(text) : JsonNode.Parse(text, documentOptions: Lenient);
        }
        catch (JsonException e)
        {
            throw new CliException(
                $"{what} is no JSON: line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}: {Reason(e)}", ExitCode.InvalidInput);
        }
        catch (YamlException e)
        {
            throw new CliException(
                LineOfTab(text) is { } line
                    ? $"{what}, line {line}: is indented by a tab; YAML is indented by spaces."
                    : $"{what}, line {e.Start.Line}, column {e.Start.Column}: {e.Message}",
                ExitCode.InvalidInput);
        }
    }

    /// <summary>The first line that a tab indents; the parser names where it began to read instead. Null when there is none.</summary>
    private static int? LineOfTab(string yaml)
    {
        var line = 0;
        foreach (var text in yaml.AsSpan().EnumerateLines())
        {
            line++;
            if (text[..^text.TrimStart().Length].Contains('\t')) return line;
        }

        return null;
    }

    private static bool IsYaml(string? path) => Path.GetExtension(path)?.ToLowerInvariant() is ".yaml" or ".yml";

    // Relative to the file, not to the server's working directory.
    private static bool ResolveWorkingDirectory(JsonObject root, string folder)
    {
        if (root["objective"] is not JsonObject objective || objective["command"] is null) return false;
        string? directory = null;
        // As the server takes it: in either spelling, but not in both.
        var field = objective.ContainsKey("working_directory") ? "working_directory" : "workingDirectory";
        if (field != "workingDirectory" && objective.ContainsKey("workingDirectory")) return false;
        if (objective[field] is { } given && !(given is JsonValue value && value.TryGetValue(out directory))) return false;
        if (Path.IsPathRooted(directory)) return false;
        objective[field] = directory is null ? folder : Path.GetFullPath(directory, folder);
        return true;
    }

    private static string ReadText(string path)
    {
        if (Directory.Exists(path))
            throw new CliException(
                $"{path} is a folder: name the study file in it{(File.Exists(Path.Combine(path, "study.json")) ? ", study.json" : "")}.",
                ExitCode.InvalidInput);
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > StudySpecParser.MaxBytes } file)
                throw new CliException(
                    $"{path} has {file.Length:N0} bytes; a study file has at most {StudySpecParser.MaxBytes:N0}.", ExitCode.InvalidInput);
            var text = File.ReadAllText(path);
            return !string.IsNullOrWhiteSpace(text) ? text : throw new CliException(
                $"{path} is empty; `{Installation.Command} init` writes a study file to start from.", ExitCode.InvalidInput);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CliException($"There is no file {path}.", ExitCode.InvalidInput);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"{path} cannot be read: {e.Message}", ExitCode.InvalidInput);
        }
    }

    // The message repeats the position after the reason.
    private static string Reason(JsonException e)
    {
        var end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? e.Message : e.Message[..end];
    }
}
