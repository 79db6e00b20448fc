using System.Text.Json;
using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Cli.Rendering;

/// <summary>The API's JSON for programs: on standard output and nothing else there.</summary>
internal static class JsonOutput
{
    /// <summary>Writes one value, indented.</summary>
    public static void WriteJson<T>(this Terminal terminal, T value) =>
        terminal.Json.WriteLine(JsonSerializer.Serialize(value, TunerJson.Indented));
}
