using System.Text.Json;

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Reads the webhooks of a study file.</summary>
internal static class NotifyParser
{
    private const int MostWebhooks = 8;

    public static IReadOnlyList<NotifySpec>? Read(ObjectReader reader, ErrorList errors) => ReadAll(
        reader, errors, body => new NotifySpec
        {
            Url = HttpObjectiveParser.ReadUrl(body) ?? "",
            Secret = HttpObjectiveParser.ReadSecretName(body),
            On = ReadEvents<NotifyEvent>(body, errors),
        });

    /// <summary>The webhooks of a schedule.</summary>
    public static IReadOnlyList<ScheduleNotifySpec>? ReadOfSchedule(ObjectReader reader, ErrorList errors) => ReadAll(
        reader, errors, body => new ScheduleNotifySpec
        {
            Url = HttpObjectiveParser.ReadUrl(body) ?? "",
            Secret = HttpObjectiveParser.ReadSecretName(body),
            On = ReadEvents<ScheduleEvent>(body, errors),
        });

    private static T[]? ReadAll<T>(ObjectReader reader, ErrorList errors, Func<ObjectReader, T> read)
        where T : class
    {
        if (reader.Elements("notify", MostWebhooks, "webhooks") is not { } elements) return null;
        return [.. elements.Select(e => ObjectReader.Open(e.Item, e.At, errors) is { } one ? ReadOne(one, read) : null).OfType<T>()];
    }

    private static T ReadOne<T>(ObjectReader body, Func<ObjectReader, T> read)
    {
        body.Require("url");
        body.Require("on");
        var spec = read(body);
        body.RejectUnknown();
        return spec;
    }

    private static T[] ReadEvents<T>(ObjectReader body, ErrorList errors)
        where T : struct, Enum
    {
        string[] names = [.. Enum.GetNames<T>().Select(name => JsonNamingPolicy.CamelCase.ConvertName(name))];
        var events = new List<T>();
        foreach (var (item, at) in body.Elements("on", names.Length, "events") ?? [])
        {
            var index = item.ValueKind == JsonValueKind.String ? Array.IndexOf(names, item.GetString()) : -1;
            if (index < 0) errors.Add(at, $"must be one of {string.Join(", ", names)}, not {ObjectReader.Describe(item)}");
            else if (events.Contains(Enum.GetValues<T>()[index])) errors.Add(at, $"stands twice: {names[index]}");
            else events.Add(Enum.GetValues<T>()[index]);
        }

        return [.. events];
    }
}
