using System.Text.Json;

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Reads whether a study leaves its search space to its trials, and what it may not say then.</summary>
internal static class OpenSpaceParser
{
    /// <summary>What stands in place of a search space.</summary>
    public const string Word = "open";

    private const string NoParameters = "names parameters, of which an open search space has none at its start";

    /// <summary>Whether <c>searchSpace</c> is <c>"open"</c>, or the normalised form of it, <c>openSpace</c>.</summary>
    public static bool IsOpen(ObjectReader reader)
    {
        var space = reader.Get("searchSpace");
        if (space is { ValueKind: JsonValueKind.String } text) return text.ValueEquals(Word);
        return reader.Get("openSpace") is { ValueKind: JsonValueKind.True }
            && space is null or { ValueKind: JsonValueKind.Array } && (space?.GetArrayLength() ?? 0) == 0;
    }

    /// <summary>Checks the other fields of a study, with an open search space or without.</summary>
    public static void Check(ObjectReader reader, bool isOpen, ObjectiveSpec? objective)
    {
        if (!isOpen)
        {
            if (reader.Get("openSpace") is { ValueKind: JsonValueKind.True })
                reader.Error("openSpace", "stands beside a search space; give one of the two");
            return;
        }

        if (objective is not (null or { Kind: ObjectiveKind.External }))
            reader.Error(
                "searchSpace",
                "is \"open\", which is for studies whose trials workers evaluate: {\"objective\": {\"kind\": \"external\"}}");
        if (reader.Get("defaults") is not null) reader.Error("defaults", NoParameters);
        if (reader.Get("fixed") is not null) reader.Error("fixed", NoParameters);
    }
}
