using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Reads the tags of a study file.</summary>
internal static class TagsParser
{
    private const string Field = "tags";

    /// <summary>The tags by name; null when there are none.</summary>
    public static Dictionary<string, string>? Read(ObjectReader reader)
    {
        if (reader.OpenMap(Field) is not { } body) return null;
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        if (body.Names.Count > StudyTags.Most) reader.Error(Field, $"has {body.Names.Count} tags, of which {StudyTags.Most} can be kept");
        foreach (var name in body.Names)
        {
            if (StudyTags.WrongWithName(name) is { } wrong) body.Error(name, wrong);
            if (body.Require(name) is null || body.Text(name) is not { } value) continue;
            if (StudyTags.WrongWithValue(value) is { } wrongValue) body.Error(name, wrongValue);
            tags[name] = value;
        }

        return tags.Count > 0 ? tags : null;
    }
}
