using System.Text.Json;
using System.Text.Json.Nodes;

namespace Serverless.Tuner.Cli.StudyFiles;

/// <summary>A study file on its way to the server, which alone judges what is in it.</summary>
/// <param name="Text">The JSON that is sent.</param>
/// <param name="Name">The study's name; null when the file has none.</param>
internal sealed record StudyFile(string Text, string? Name)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Reads a file; a command's working directory is resolved against the file's folder.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rename">Gives the study another name.</param>
    /// <exception cref="CliException">There is no such file, or it is no JSON.</exception>
    public static StudyFile Read(string path, string? rename = null)
    {
        var text = ReadText(path);
        try
        {
            return Prepare(text, Path.GetDirectoryName(Path.GetFullPath(path))!, rename);
        }
        catch (JsonException e)
        {
            throw new CliException(
                $"{path} is no JSON: line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}: {Reason(e)}", ExitCode.InvalidInput);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return new StudyFile(text, null); // The same field twice, or half of a character: the server says which.
        }
    }

    private static StudyFile Prepare(string text, string folder, string? rename)
    {
        if (JsonNode.Parse(text) is not JsonObject root) return new StudyFile(text, null);
        var edited = ResolveWorkingDirectory(root, folder);
        if (rename is not null)
        {
            root["name"] = rename;
            edited = true;
        }

        var name = root["name"] is JsonValue value && value.TryGetValue(out string? known) ? known : null;
        return new StudyFile(edited ? root.ToJsonString(Indented) : text, name);
    }

    // The server's working directory is no business of the file's author.
    private static bool ResolveWorkingDirectory(JsonObject root, string folder)
    {
        if (root["objective"] is not JsonObject objective || objective["command"] is null) return false;
        switch (objective["workingDirectory"])
        {
            case null:
                objective["workingDirectory"] = folder;
                return true;
            case JsonValue value when value.TryGetValue(out string? directory) && !Path.IsPathRooted(directory):
                objective["workingDirectory"] = Path.GetFullPath(directory, folder);
                return true;
            default:
                return false;
        }
    }

    private static string ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
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

    // The message repeats the position behind the reason.
    private static string Reason(JsonException e)
    {
        var end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? e.Message : e.Message[..end];
    }
}
