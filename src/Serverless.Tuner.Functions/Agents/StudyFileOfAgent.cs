using System.Text.Json;
using System.Text.Json.Nodes;

namespace Serverless.Tuner.Functions.Agents;

/// <summary>The study file that an agent's words come to.</summary>
internal static class StudyFileOfAgent
{
    private const string Space = "searchSpace", Preset = "preset";

    /// <summary>Presets of a whole study; others are of its space.</summary>
    private static readonly string[] s_ofStudy = ["quick", "production", "final"];

    /// <summary>What an agent says of a study.</summary>
    public static ToolSchema Schema { get; } = new(
        ToolMember.Study with { Description = "the new study's name: letters, digits, '.', '_' and '-'" },
        new ToolMember(
            "objective",
            "what a trial evaluates: the name of a registered objective, or an object as in a study file ({\"command\": [\"python\", "
            + "\"train.py\", \"--lr\", \"{lr}\"]}, {\"url\": …}); without one, workers ask for the trials",
            "string", "object"),
        new ToolMember(
            Preset,
            "a preset of the study (quick, production, final), or of the search space, such as xgboost, lightgbm or random-forest",
            "string"),
        new ToolMember("trials", "how many trials at most", "integer") { Range = (1, 1_000_000) },
        new ToolMember("limitUsd", "US dollars that all trials together may cost; needed where the key has an allowance", "number"),
        new ToolMember(
            "space",
            "the search space by parameter: {\"lr\": [0.0001, 0.1, \"log\"], \"layers\": [1, 4, \"int\"], \"optimizer\": "
            + "{\"categorical\": [\"sgd\", \"adam\"]}, \"batch\": {\"ordinal\": [32, 64, 128]}, \"keep\": [0.5, 0.999, \"logit\"]}; "
            + "without one, the objective's own",
            "object", "array"),
        new ToolMember(
            "where", "comparisons that every point keeps: [\"units2 <= units1\", \"layers * units1 <= 4096\"]", "array"),
        new ToolMember("direction", "whether less or more of the value is better", "string") { Words = ["minimize", "maximize"] },
        new ToolMember("metric", "what the value is called", "string"),
        new ToolMember("usdPerHour", "what an hour of a trial costs in US dollars, where the objective does not report it", "number"),
        new ToolMember("parallelism", "how many trials run at once", "integer") { Range = (1, 1_000) },
        new ToolMember("tags", "short texts by name, by which the study is found again", "object"));

    /// <summary>The study file. What its values are worth is for the parser to say.</summary>
    public static byte[] Of(ToolArguments arguments)
    {
        var file = new JsonObject { ["name"] = arguments.Text("name", isRequired: true) };
        foreach (var member in (string[])["objective", "trials", "where", "direction", "metric", "parallelism", "tags"])
            Take(member, member);
        Take("space", Space);
        var budget = new JsonObject();
        foreach (var member in (string[])["limitUsd", "usdPerHour"])
            if (arguments.Any(member) is { } value) budget[member] = Node(value);
        if (budget.Count > 0)
        {
            // A limit of what nothing counts would be none: without a price it is the objective's own word that counts.
            if (!budget.ContainsKey("usdPerHour")) budget["reported"] = true;
            file["budget"] = budget;
        }

        if (arguments.Text(Preset) is { } preset)
        {
            if (s_ofStudy.Contains(preset)) file[Preset] = preset;
            else if (file[Space] is JsonObject space) space[Preset] = preset;
            else file[Space] ??= new JsonObject { [Preset] = preset };
        }

        return JsonSerializer.SerializeToUtf8Bytes(file, TunerJson.Options);

        void Take(string argument, string member)
        {
            if (arguments.Any(argument) is { } value) file[member] = Node(value);
        }
    }

    private static JsonNode? Node(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => JsonObject.Create(value),
        JsonValueKind.Array => JsonArray.Create(value),
        _ => JsonValue.Create(value),
    };
}
