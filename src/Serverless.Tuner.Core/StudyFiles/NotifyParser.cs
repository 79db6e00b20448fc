using System.Text.Json;

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Reads the webhooks of a study file.</summary>
internal static class NotifyParser
{
    private const int MostWebhooks = 8;
    private static readonly string[] s_events =
        [.. Enum.GetNames<NotifyEvent>().Select(name => JsonNamingPolicy.CamelCase.ConvertName(name))];

    public static IReadOnlyList<NotifySpec>? Read(ObjectReader reader, ErrorList errors)
    {
        if (reader.Elements("notify", MostWebhooks, "webhooks") is not { } elements) return null;
        var read = elements.Select(e => ObjectReader.Open(e.Item, e.At, errors) is { } one ? ReadOne(one, errors) : null);
        return [.. read.OfType<NotifySpec>()];
    }

    private static NotifySpec ReadOne(ObjectReader body, ErrorList errors)
    {
        body.Require("url");
        body.Require("on");
        var spec = new NotifySpec
        {
            Url = HttpObjectiveParser.ReadUrl(body) ?? "",
            Secret = HttpObjectiveParser.ReadSecretName(body),
            On = ReadEvents(body, errors),
        };
        body.RejectUnknown();
        return spec;
    }

    private static NotifyEvent[] ReadEvents(ObjectReader body, ErrorList errors)
    {
        var events = new List<NotifyEvent>();
        foreach (var (item, at) in body.Elements("on", s_events.Length, "events") ?? [])
        {
            var index = item.ValueKind == JsonValueKind.String ? Array.IndexOf(s_events, item.GetString()) : -1;
            if (index < 0) errors.Add(at, $"must be one of {string.Join(", ", s_events)}, not {ObjectReader.Describe(item)}");
            else if (events.Contains((NotifyEvent)index)) errors.Add(at, $"stands twice: {s_events[index]}");
            else events.Add((NotifyEvent)index);
        }

        return [.. events];
    }
}
