using System.Text.Json;
using System.Text.Json.Nodes;
using Serverless.Tuner.Cli.Servers;

namespace Serverless.Tuner.Cli.StudyFiles;

/// <summary>Reads study files for the server, which validates them.</summary>
internal static class StudyFile
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>The JSON to send, with a command's working directory resolved
    /// against the file's folder, and the study renamed if asked.</summary>
    public static string Read(string path, string? rename = null)
    {
        var text = ReadText(path);
        if (string.IsNullOrWhiteSpace(text))
            throw new CliException(
                $"{path} is empty; `{Installation.Command} init` writes a study file to start from.", ExitCode.InvalidInput);
        try
        {
            if (JsonNode.Parse(text, documentOptions: Lenient) is not JsonObject root) return text;
            var isEdited = ResolveWorkingDirectory(root, Path.GetDirectoryName(Path.GetFullPath(path))!);
            if (rename is not null) root["name"] = rename;
            return isEdited || rename is not null ? root.ToJsonString(Indented) : text;
        }
        catch (JsonException e)
        {
            throw new CliException(
                $"{path} is no JSON: line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}: {Reason(e)}", ExitCode.InvalidInput);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return text; // The same field twice, or half of a character: the server says which.
        }
    }

    // Relative to the file, not to the server's working directory.
    private static bool ResolveWorkingDirectory(JsonObject root, string folder)
    {
        if (root["objective"] is not JsonObject objective || objective["command"] is null) return false;
        string? directory = null;
        var field = objective.ContainsKey("working_directory") ? "working_directory" : "workingDirectory";
        if (objective[field] is { } given && !(given is JsonValue value && value.TryGetValue(out directory))) return false;
        if (Path.IsPathRooted(directory)) return false;
        objective[field] = directory is null ? folder : Path.GetFullPath(directory, folder);
        return true;
    }

    private static string ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (UnauthorizedAccessException) when (Directory.Exists(path))
        {
            throw new CliException(
                $"{path} is a folder: name the study file in it{(File.Exists(Path.Combine(path, "study.json")) ? ", study.json" : "")}.",
                ExitCode.InvalidInput);
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
