using System.Text;

namespace Serverless.Tuner.Objectives.Command;

/// <summary>What a program has written into the directory of what is to be kept. It may have put anything there.</summary>
internal static class KeptFiles
{
    private const int MostTried = 1_000;

    /// <summary>Keeps the files at its top; what is not kept is told in the trial's log.</summary>
    public static async Task KeepAsync(ITrialContext trial, TrialDirectory directory)
    {
        using var folder = directory.OpenArtifacts();
        var names = folder?.Names() ?? [];
        foreach (var name in names.OrderBy(Text, StringComparer.Ordinal).Take(MostTried))
        {
            await using var content = folder!.TryOpenFile(name);
            var refusal = content is null ? "it is no file, or may not be read" : await trial.KeepAsync(Text(name), content);
            if (refusal is not null) trial.Log($"'{Text(name)}' in TUNER_ARTIFACTS is not kept: {refusal}.");
        }

        if (names.Count > MostTried) trial.Log($"Of {names.Count} files in TUNER_ARTIFACTS only the first {MostTried} were looked at.");
    }

    private static string Text(byte[] name) => Encoding.UTF8.GetString(name.AsSpan(0, name.Length - 1));
}
