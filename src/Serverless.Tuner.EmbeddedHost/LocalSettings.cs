using System.Text.Json;

namespace Serverless.Tuner.EmbeddedHost;

/// <summary>The <c>Values</c> of a <c>local.settings.json</c>.</summary>
internal static class LocalSettings
{
    /// <exception cref="InvalidDataException">The file is not valid.</exception>
    public static IReadOnlyDictionary<string, string?> Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(
                File.ReadAllText(path),
                new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
            if (document.RootElement.TryGetProperty("Values", out var given))
            {
                // A double underscore is how an environment variable spells a section.
                foreach (var value in given.EnumerateObject())
                    values[value.Name.Replace("__", ":", StringComparison.Ordinal)] = value.Value.ToString();
            }

            return values;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"{path} is not a valid local.settings.json: {exception.Message}", exception);
        }
    }
}
