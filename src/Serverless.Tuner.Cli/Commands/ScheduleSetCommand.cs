using System.Globalization;
using System.Text.Json.Nodes;
using Serverless.Tuner.Cli.Rendering;
using Serverless.Tuner.Cli.StudyFiles;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner schedule set</c>.</summary>
internal static class ScheduleSetCommand
{
    public static Command Create(StudyArguments arguments)
    {
        var name = ScheduleCommand.Name(arguments);
        var file = new Argument<string>("FILE") { Description = "a schedule, or the study file that each run is, in JSON or YAML" };
        (Option<string?> Option, string Field)[] options =
        [
            (Text("--cron", "CRON", "when: minute, hour, day of the month, month, day of the week"), "cron"),
            (Text("--time-zone", "ZONE", "the time zone of these (default: UTC)"), "timeZone"),
            (Text("--overlap", "skip|queue|cancelPrevious", "what becomes of a slot while a run goes on (default: skip)"), "overlap"),
            (Text("--catch-up", "latest|none|all", "what becomes of slots that were missed (default: latest)"), "catchUp"),
            (Text("--promote-above", "N|N%", "how much better a point must be to be promoted (default: 1%)"), "promoteAbove"),
            (Text("--worse-by", "N|N%", "how much worse one must be to be told (default: as --promote-above)"), "worseBy"),
        ];
        var reevaluate = new Option<int?>("--reevaluate")
        {
            Description = "how often the new and the promoted point are evaluated against each other (default: 5)",
            HelpName = "N",
        };
        const string Description = "Make a schedule, or give one other settings; its runs and what it has promoted stay";
        var command = new Command("set", Description) { name, file, reevaluate };
        foreach (var (option, _) in options) command.Add(option);
        return arguments.Run(command, async call =>
        {
            var schedule = call.Parsed.GetRequiredValue(name);
            var json = StudyFile.Read(call.Parsed.GetRequiredValue(file), root =>
            {
                Wrap(root);
                root["name"] = schedule;
                foreach (var (option, field) in options)
                    if (call.Parsed.GetValue(option) is { } value) root[field] = Value(field, value);
                if (call.Parsed.GetValue(reevaluate) is { } count) root["reevaluate"] = count;
            });
            var made = await (await call.ConnectOrOpenAsync()).Client.PutScheduleAsync(schedule, json, call.CancellationToken);
            return call.Show(made, () => ScheduleTable.Write(call.Output, made));
        });
    }

    /// <summary>Makes a schedule of a study file.</summary>
    private static void Wrap(JsonObject root)
    {
        if (root.ContainsKey("study")) return;
        var study = root.DeepClone();
        root.Clear();
        root["study"] = study;
    }

    private static JsonNode? Value(string field, string text) =>
        field is "promoteAbove" or "worseBy" && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
            ? JsonValue.Create(number)
            : JsonValue.Create(text);

    private static Option<string?> Text(string name, string value, string description) =>
        new(name) { HelpName = value, Description = description };
}
