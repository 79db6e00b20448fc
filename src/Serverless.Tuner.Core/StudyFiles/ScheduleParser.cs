using System.Buffers;
using System.Text.Json;
using Serverless.Tuner.Core.Schedules;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Reads a schedule with the study file in it, or tells everything that is wrong with both by JSON pointer.</summary>
public static class ScheduleParser
{
    /// <summary>The largest schedule, in bytes: as large as a study file.</summary>
    public const int MaxBytes = StudySpecParser.MaxBytes;

    private const string NeedsOneDirection = "is for studies with a single direction: of several, none is the best";

    /// <summary>Reads a schedule.</summary>
    /// <param name="utf8">The JSON document.</param>
    /// <param name="name">What the address calls it; null where the document must name it.</param>
    /// <param name="catalogs">What its study can name in this app.</param>
    /// <param name="now">The time.</param>
    public static (ScheduleSpec? Spec, IReadOnlyList<FieldError> Errors) Parse(
        ReadOnlyMemory<byte> utf8, string? name, StudyCatalogs catalogs, DateTimeOffset now) => utf8.Length > MaxBytes
        ? (null, [new FieldError("", $"is larger than {MaxBytes} bytes, the most that a schedule may have")])
        : DocumentReader.ReadObject(utf8, (reader, errors) => Read(reader, name, catalogs, now, errors));

    private static ScheduleSpec Read(ObjectReader reader, string? name, StudyCatalogs catalogs, DateTimeOffset now, ErrorList errors)
    {
        var known = ReadName(reader, name);
        var slots = ReadSlots(reader, now, out var cron, out var zone);
        var study = ReadStudy(reader, known, slots, catalogs, now, errors);
        var spec = new ScheduleSpec
        {
            Name = known,
            Cron = cron,
            TimeZone = zone,
            Overlap = ReadChoice<ScheduleOverlap>(reader, "overlap"),
            CatchUp = ReadChoice<ScheduleCatchUp>(reader, "catchUp"),
            Enabled = reader.Bool("enabled") ?? true,
            PromoteAbove = ReadMargin(reader, "promoteAbove"),
            WorseBy = ReadMargin(reader, "worseBy"),
            Reevaluate = reader.Int("reevaluate", 1, 20) ?? 5,
            Notify = NotifyParser.ReadOfSchedule(reader, errors),
            Study = study!,
        };
        if (study is not { Directions.Count: > 1 }) return spec;
        foreach (var field in (string[])["promoteAbove", "worseBy", "reevaluate"])
            if (reader.Get(field) is not null) reader.Error(field, NeedsOneDirection);
        for (var i = 0; i < spec.Notify?.Count; i++)
            if (spec.Notify[i].On.Any(happened => happened != ScheduleEvent.Failed))
                errors.Add($"{reader.PointerTo("notify")}/{i}/on", $"may have failed alone; improved and worse {NeedsOneDirection[3..]}");
        return spec;
    }

    private static string ReadName(ObjectReader reader, string? name)
    {
        if (name is null) reader.Require("name");
        if (reader.Text("name") is not { } given) return name ?? "";
        if (StudyName.TryParse(given) is null) reader.Error("name", StudyName.Rule);
        else if (name is not null && given != name) reader.Error("name", $"is not that of the address, '{name}'");
        return given;
    }

    private static CronSlots? ReadSlots(ObjectReader reader, DateTimeOffset now, out string cron, out string zone)
    {
        reader.Require("cron");
        var (given, isThere) = (reader.Text("cron"), reader.Get("cron") is not null);
        (cron, zone) = (given ?? "", reader.Text("timeZone") ?? "UTC");
        var slots = CronSlots.TryRead(cron, zone, out var wrong);
        if (wrong is (var isZone, var detail) && (isZone || given is not null)) reader.Error(isZone ? "timeZone" : "cron", detail);
        // A time zone that is not known hides what is wrong with the expression.
        if (wrong is (true, _) && given is not null && CronSlots.TryRead(given, "UTC", out wrong) is null)
            reader.Error("cron", wrong!.Value.Detail);
        if (slots is not null && isThere && !slots.After(now).Any()) reader.Error("cron", "names a time that never comes");
        return slots;
    }

    private static StudySpec? ReadStudy(
        ObjectReader reader, string schedule, CronSlots? slots, StudyCatalogs catalogs, DateTimeOffset now, ErrorList errors)
    {
        if (reader.Require("study") is not { } element) return null;
        if (ObjectReader.Open(element, reader.PointerTo("study"), new ErrorList()) is not { } file)
        {
            reader.Error("study", $"must be a study file, not {ObjectReader.Describe(element)}");
            return null;
        }

        var pattern = $"{schedule}-{RunNames.DefaultPlace}";
        if (file.Get("name") is { } given)
        {
            pattern = given.ValueKind == JsonValueKind.String ? given.GetString()! : "";
            if (pattern.Length > 0 && !RunNames.HasPlace(pattern)) pattern += $"-{RunNames.DefaultPlace}";
        }

        if (schedule.Length > 0 && RunNames.Wrong(pattern, slots, now) is { } wrong)
        {
            errors.Add($"{reader.PointerTo("study")}/name", wrong);
            return null;
        }

        var (study, others) = StudySpecParser.Parse(Named(element, RunNames.Of(pattern, now)), catalogs);
        foreach (var error in others) errors.Add(reader.PointerTo("study") + error.Pointer, error.Detail);
        return study is null ? null : study with { Name = pattern };
    }

    /// <summary>The study file with the name of a run in place of the pattern.</summary>
    private static ReadOnlyMemory<byte> Named(JsonElement file, string name)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            writer.WriteString("name", name);
            foreach (var field in file.EnumerateObject().Where(field => !field.NameEquals("name"))) field.WriteTo(writer);
            writer.WriteEndObject();
        }

        return bytes.WrittenMemory;
    }

    private static T ReadChoice<T>(ObjectReader reader, string field)
        where T : struct, Enum => reader.Choice(field, [.. Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName)]) is { } word
        ? Enum.Parse<T>(word, ignoreCase: true)
        : default;

    private static ParameterValue? ReadMargin(ObjectReader reader, string field)
    {
        if (reader.Get(field) is not { } element) return null;
        if (ParameterValue.FromJson(element) is { } margin
            && (margin.IsNumber ? margin.AsDouble() >= 0 : Promotion.Share(margin) is not null)) return margin;
        reader.Error(
            field, $"must be a number from 0, or a share of the promoted value as \"1%\", not {ObjectReader.Describe(element)}");
        return null;
    }
}
