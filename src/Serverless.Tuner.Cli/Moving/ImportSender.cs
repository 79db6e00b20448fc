using System.Security.Cryptography;
using System.Text.Json;
using Serverless.Tuner.Client;

namespace Serverless.Tuner.Cli.Moving;

/// <summary>Brings a study to a server, in parts that each fit into a request. Sent again after a failure it goes on where it stood.
/// </summary>
internal static class ImportSender
{
    /// <summary>The most bytes of a part: a server takes 1 MiB.</summary>
    private const int MaxBytes = 1000 * 1024;

    private const int MaxTrials = 1_000;

    /// <summary>Sends it.</summary>
    /// <exception cref="CliException">It cannot be sent.</exception>
    public static async Task<ImportView> SendAsync(TunerClient client, MovedStudy moved, CancellationToken cancellationToken)
    {
        var trials = moved.Trials.Select(trial => JsonSerializer.SerializeToUtf8Bytes(trial, TunerJson.Options)).ToArray();
        var (study, declared) = (
            JsonSerializer.SerializeToUtf8Bytes(moved.Study, TunerJson.Options),
            moved.Declared is null ? null : JsonSerializer.SerializeToUtf8Bytes(moved.Declared, TunerJson.Options));
        var id = Id([study, declared ?? [], .. trials]);
        for (var first = 0; ;)
        {
            var (head, beside) = first == 0 ? (study, declared) : (null, null);
            var count = Count(trials, first, MaxBytes - 1024 - (head?.Length ?? 0) - (beside?.Length ?? 0));
            if (count == 0)
                throw new CliException(
                    $"Trial {first} of {moved.Name} is too large for one request{(first == 0 ? ", together with the search space" : "")}.",
                    ExitCode.InvalidInput);
            var part = Part(id, trials, first, count, head, beside);
            var told = await client.ImportStudyAsync(moved.Name, part, cancellationToken);
            if (told.Study is not null) return told;
            first = Math.Max(first + count, told.Imported);
        }
    }

    /// <summary>What names the import: the same of the same trials.</summary>
    private static string Id(IEnumerable<byte[]> pieces)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var piece in pieces)
        {
            hash.AppendData(piece);
            hash.AppendData("\n"u8);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>How many trials from <paramref name="first"/> on fit into so many bytes.</summary>
    private static int Count(byte[][] trials, int first, int bytes)
    {
        var count = 0;
        while (count < MaxTrials && first + count < trials.Length && (bytes -= trials[first + count].Length + 1) >= 0) count++;
        return count;
    }

    private static byte[] Part(string id, byte[][] trials, int first, int count, byte[]? study, byte[]? declared)
    {
        using var body = new MemoryStream();
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            writer.WriteString("import", id);
            writer.WriteNumber("of", trials.Length);
            writer.WriteNumber("first", first);
            foreach (var (field, value) in new[] { ("study", study), ("parameters", declared) })
            {
                if (value is null) continue;
                writer.WritePropertyName(field);
                writer.WriteRawValue(value, skipInputValidation: true);
            }

            writer.WriteStartArray("trials");
            foreach (var trial in trials.AsSpan(first, count)) writer.WriteRawValue(trial, skipInputValidation: true);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return body.ToArray();
    }
}
