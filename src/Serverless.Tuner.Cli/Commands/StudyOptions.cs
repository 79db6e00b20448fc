using System.Text.Json.Nodes;
using Serverless.Tuner.Cli.StudyFiles;

namespace Serverless.Tuner.Cli.Commands;

/// <summary>A study in options: a whole one, or what is to be other than in its file.</summary>
internal sealed class StudyOptions
{
    private const string TagOption = "--tag";

    private readonly Option<string?> _name = Text("--name", "NAME", "the study's name");
    private readonly Option<string?> _objective = Text("--objective", "NAME", "what is tuned: the name of an objective");
    private readonly Option<string?> _space = Text("--space", "JSON|FILE", "the search space");
    private readonly Option<string[]> _where = WhereOption.Create("a comparison that every point keeps: \"a <= b\"; may be repeated");
    private readonly Option<string?> _direction = Text("--direction", "minimize|maximize", "which values are better");
    private readonly Option<string?> _sampler = Text("--sampler", "TYPE|JSON", "the sampler");
    private readonly Option<string?> _pruner = Text("--pruner", "TYPE|JSON", "the pruner");
    private readonly Option<int?> _trials = new("--trials", "--n-total") { Description = "how many trials", HelpName = "N" };
    private readonly Option<int?> _parallel = new("--parallel", "--parallelism") { Description = "how many at a time", HelpName = "N" };
    private readonly Option<long?> _seed = new("--seed") { Description = "the seed of the sampler", HelpName = "N" };
    private readonly Option<double?> _gamma = new("--gamma") { Description = "tpe: the share of good trials", HelpName = "SHARE" };
    private readonly Option<int?> _initial = new("--n-initial") { Description = "tpe: how many random trials first", HelpName = "N" };
    private readonly Option<int?> _candidates = new("--n-candidates") { Description = "tpe: candidates for a suggestion", HelpName = "N" };
    private readonly Option<decimal?> _limit = new("--limit") { Description = "the money limit in US dollars", HelpName = "USD" };
    private readonly Option<string[]> _tags = NamedValues.Option(TagOption, "a tag, by which studies are found; may be repeated");
    private readonly Option<decimal?> _perHour = new("--usd-per-hour") { Description = "what an hour of a trial costs", HelpName = "USD" };

    /// <param name="command">The command that takes them.</param>
    /// <param name="withName">Whether the study's name is among them.</param>
    public void AddTo(Command command, bool withName = true)
    {
        if (withName) command.Add(_name);
        foreach (var option in (Option[])[
            _objective, _space, _where, _direction, _trials, _parallel, _seed, _sampler, _gamma, _initial, _candidates, _pruner, _limit,
            _perHour, _tags])
            command.Add(option);
    }

    /// <summary>Puts what was given into a study; null when nothing was.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="program">The program to run for each trial, with its arguments; empty when none was given.</param>
    public Action<JsonObject>? Changes(ParseResult parsed, string[] program)
    {
        var changes = new List<Action<JsonObject>>();
        Set(_name, "name", name => name);
        Set(_objective, "objective", text => Word(_objective, text));
        Set(_space, "searchSpace", text => StudyFile.ReadPart(_space.Name, text!));
        if (WhereOption.Of(parsed, _where) is { } where) changes.Add(root => root["where"] = where.DeepClone());
        Set(_direction, "direction", direction => direction);
        Set(_trials, "trials", trials => trials);
        Set(_parallel, "parallelism", parallel => parallel);
        Set(_seed, "seed", seed => seed);
        Set(_sampler, "sampler", text => Word(_sampler, text));
        Set(_pruner, "pruner", text => Word(_pruner, text));
        SetIn("sampler", _gamma, "gamma", gamma => gamma);
        SetIn("sampler", _initial, "nStartupTrials", count => count);
        SetIn("sampler", _candidates, "nCandidates", count => count);
        SetIn("budget", _limit, "limitUsd", limit => limit);
        SetIn("budget", _perHour, "usdPerHour", usd => usd);
        if (TagChange(parsed, _tags) is { } tag) changes.Add(tag);
        if (program.Length > 0)
        {
            if (parsed.GetResult(_objective) is not null)
                throw new CliException("Give --objective or a program behind --, not both.", ExitCode.InvalidInput);
            changes.Add(root => SetProgram(root, program));
        }

        return changes.Count == 0 ? null : root => changes.ForEach(change => change(root));

        void Set<T>(Option<T> option, string field, Func<T, JsonNode?> node)
        {
            if (parsed.GetResult(option) is null) return;
            var value = node(parsed.GetRequiredValue(option)); // What is wrong with it is said before a server is started.
            changes.Add(root => root[field] = value?.DeepClone());
        }

        void SetIn<T>(string parent, Option<T> option, string field, Func<T, JsonNode?> node)
        {
            if (parsed.GetResult(option) is null) return;
            var value = node(parsed.GetRequiredValue(option));
            changes.Add(root => Part(root, parent)[field] = value?.DeepClone());
        }
    }

    /// <summary>The option for a command that takes tags alone.</summary>
    public static Option<string[]> Tags(string description) => NamedValues.Option(TagOption, description);

    /// <summary>Puts the tags that were given into a study, in the place of those of the same names; null when none were.</summary>
    public static Action<JsonObject>? TagChange(ParseResult parsed, Option<string[]> option) =>
        NamedValues.Texts(parsed.GetValue(option), TagOption) is not { } tags ? null : root =>
        {
            if (root["tags"] is not JsonObject there) root["tags"] = there = [];
            foreach (var (name, value) in tags) there[name] = value;
        };

    /// <summary>What a study without a name is called after.</summary>
    public static string Subject(JsonObject study) => study["objective"] switch
    {
        JsonObject objective when objective["command"] is JsonArray { Count: > 0 } command =>
            Path.GetFileNameWithoutExtension((string)(command.Skip(1).FirstOrDefault(IsFile) ?? command[0])!),
        JsonValue name when name.TryGetValue<string>(out var text) => text,
        _ => "",
    };

    private static bool IsFile(JsonNode? word) => (string)word! is var text && Path.HasExtension(text) && !text.StartsWith('-');

    private static void SetProgram(JsonObject root, string[] program)
    {
        if (!root.ContainsKey("searchSpace"))
            throw new CliException(
                "A program needs --space: what is searched, as JSON such as '{\"lr\": [0.001, 0.1, \"log\"]}' or as a file.",
                ExitCode.InvalidInput);
        root["objective"] = new JsonObject
        {
            ["command"] = new JsonArray([.. program.Select(word => JsonValue.Create(word))]),
            ["workingDirectory"] = Environment.CurrentDirectory,
        };
    }

    /// <summary>A part that options are set in: those given here are the sampler tpe's, where no other is named.</summary>
    private static JsonObject Part(JsonObject root, string field)
    {
        if (root[field] is JsonObject there) return there;
        var part = new JsonObject();
        if (field == "sampler") part["type"] = root[field]?.DeepClone() ?? "tpe";
        root[field] = part;
        return part;
    }

    private static JsonNode? Word(Option option, string? text) =>
        text is not null && StudyFile.IsJson(text) ? StudyFile.ReadPart(option.Name, text) : text;

    private static Option<string?> Text(string name, string value, string description) =>
        new(name) { Description = description, HelpName = value };
}
