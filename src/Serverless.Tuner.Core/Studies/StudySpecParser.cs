using System.Text.Json;
using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Json;
using Serverless.Tuner.Core.Parts;
using Serverless.Tuner.Core.Samplers;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Studies;

/// <summary>Reads a study file into its normalised spec, or tells everything that is wrong with it by JSON pointer.</summary>
public static class StudySpecParser
{
    /// <summary>The largest study file, in bytes.</summary>
    public const int MaxBytes = 1024 * 1024;

    private const int MaxDirections = 8;
    private const int MaxVariableName = 128;

    /// <summary>The fields that hold a number or a boolean; the others are read one by one.</summary>
    private static readonly OptionsClass Numbers = new(typeof(StudySpec), onlyScalars: true);

    /// <summary>Reads a study file.</summary>
    /// <param name="utf8">The JSON document.</param>
    /// <param name="catalogs">What it can name in this app.</param>
    public static StudySpecResult Parse(ReadOnlyMemory<byte> utf8, StudyCatalogs catalogs)
    {
        var errors = new ErrorList();
        if (utf8.Length > MaxBytes)
        {
            errors.Add("", $"is larger than {MaxBytes} bytes, the most that a study file may have");
            return new StudySpecResult(null, errors.ToList());
        }

        using var document = DocumentReader.Parse(utf8, errors);
        var spec = document is not null && ObjectReader.Open(document.RootElement, "", errors) is { } reader
            ? Read(reader, catalogs, errors)
            : null;
        return errors.IsEmpty ? new StudySpecResult(spec, []) : new StudySpecResult(null, errors.ToList());
    }

    private static StudySpec Read(ObjectReader reader, StudyCatalogs catalogs, ErrorList errors)
    {
        reader.Text("$schema");
        reader.Require("name");
        var name = reader.Text("name");
        if (name is not null && !StudyName.IsValid(name)) reader.Error("name", StudyName.Rule);

        var (objective, defaults) = ReadObjective(reader, catalogs.Objectives, errors);
        var isScored = reader.Get("score") is not null;
        var directions = ReadDirections(reader, errors) ?? (isScored ? defaults?.Directions.Take(1).ToArray() : defaults?.Directions) ?? [Direction.Minimize];
        if (defaults is not null && !isScored && defaults.Directions.Count != directions.Count)
            reader.Error("directions", $"has {directions.Count} directions, but objective '{objective?.Name}' returns {defaults.Directions.Count} values");

        var space = reader.Get("searchSpace") is { } element
            ? SearchSpaceParser.Parse(element, reader.PointerTo("searchSpace"), errors)
            : defaults?.SearchSpace;
        if (space is null && reader.Get("searchSpace") is null && objective is { Kind: ObjectiveKind.Command })
            reader.Error("searchSpace", "is required for a command");

        var spec = (StudySpec)Numbers.Read(reader) with
        {
            Name = name ?? "",
            Objective = objective ?? new ObjectiveSpec { Kind = ObjectiveKind.Registered },
            Directions = directions,
            SearchSpace = space ?? [],
            Sampler = reader.Get("sampler") is { } sampler ? catalogs.Samplers.Read(sampler, reader.PointerTo("sampler"), errors) ?? new SamplerSpec() : new SamplerSpec(),
            Pruner = reader.Get("pruner") is { } pruner ? catalogs.Pruners.Read(pruner, reader.PointerTo("pruner"), errors) ?? new PrunerSpec() : new PrunerSpec(),
            Score = GuardRailsParser.ReadScore(reader, errors),
            Guards = GuardRailsParser.ReadGuards(reader, errors),
            Budget = BudgetParser.Read(reader),
            Constraints = ReadConstraints(reader, errors),
            Defaults = ReadValues(reader, "defaults", errors),
            Fixed = ReadValues(reader, "fixed", errors),
        };
        if (catalogs.Pruners.Refusal(spec) is { } never) reader.Error("pruner", never);
        if (spec.MaxFailures is >= 1 and var failures && failures != Math.Floor(failures))
            reader.Error("maxFailures", $"must be a whole number of failures in a row, or a share below 1, not {failures:R}");
        if (spec is { PlateauThreshold: not null, PlateauTrials: null }) reader.Error("plateauThreshold", "needs plateauTrials, the number of trials for which it must hold");
        if (directions.Count > 1)
        {
            if (spec.Pruner.Type != PrunerSpec.DefaultType) reader.Error("pruner", "needs a single direction");
            if (spec.Score is not null) reader.Error("score", "is one value: it needs a single direction");
            if (spec.Target is not null) reader.Error("target", "needs a single direction");
            if (spec.PlateauTrials is not null) reader.Error("plateauTrials", "needs a single direction");
        }

        if (space is not null && errors.IsEmpty) spec = ReadWhatNeedsTheSpace(reader, spec, catalogs.Samplers, errors);
        else reader.Get("enqueue");

        reader.RejectUnknown();
        if (objective is not null && space is not null)
            foreach (var error in catalogs.Objectives.Check(spec)) errors.Add(error.Pointer, error.Detail);
        return spec;
    }

    /// <summary>What can only be checked against a space without errors.</summary>
    private static StudySpec ReadWhatNeedsTheSpace(ObjectReader reader, StudySpec spec, SamplerCatalog samplers, ErrorList errors)
    {
        var space = SearchSpace.Of(spec);
        // A default for a conditional parameter may be any value that stands for "not there".
        foreach (var parameter in SearchSpace.From(spec.SearchSpace).Parameters.Where(p => p.When.Count == 0))
            if (spec.Defaults?.TryGetValue(parameter.Name, out var value) == true && parameter.Accept(value) is null)
                errors.Add(JsonPointer.Member(reader.PointerTo("defaults"), parameter.Name), $"{value} is not a value of this parameter");
        if (samplers.Refusal(spec.Sampler, space, spec.Directions) is { } refusal) reader.Error("sampler", refusal);
        return spec with { Enqueue = StartPoints.Read(reader, "enqueue", space, errors) };
    }

    private static (ObjectiveSpec? Spec, ObjectiveDefaults? Defaults) ReadObjective(ObjectReader reader, IObjectiveCatalog catalog, ErrorList errors)
    {
        if (reader.Require("objective") is not { } element) return default;
        var pointer = reader.PointerTo("objective");
        if (element.ValueKind == JsonValueKind.String) return Registered(element.GetString()!, pointer);
        if (ObjectReader.Open(element, pointer, errors) is not { } body) return default;

        var kind = body.Text("kind") ?? (body.Get("command") is null ? "registered" : "command");
        (ObjectiveSpec?, ObjectiveDefaults?) result = default;
        switch (kind)
        {
            case "registered":
                body.Require("name");
                if (body.Text("name") is { } name) result = Registered(name, body.PointerTo("name"));
                break;
            case "command":
                if (!catalog.AllowsCommands) body.Error("kind", "commands can only be run by the embedded host");
                body.Require("command");
                result = (new ObjectiveSpec
                {
                    Kind = ObjectiveKind.Command,
                    Command = ReadTexts(body, "command", errors),
                    WorkingDirectory = body.Text("workingDirectory"),
                    Environment = ReadEnvironment(body, errors),
                    PassEnvironment = PassEnvironmentParser.Read(body, errors),
                }, null);
                break;
            default:
                body.Error("kind", $"'{kind}' is unknown; known are registered, command");
                return default;
        }

        body.RejectUnknown();
        return result;

        (ObjectiveSpec?, ObjectiveDefaults?) Registered(string name, string at)
        {
            if (catalog.Find(name) is { } defaults) return (new ObjectiveSpec { Kind = ObjectiveKind.Registered, Name = name }, defaults);
            errors.Add(at, $"there is no objective '{name}'; known are {string.Join(", ", catalog.Names.Order(StringComparer.Ordinal))}");
            return default;
        }
    }

    private static Dictionary<string, string>? ReadEnvironment(ObjectReader objective, ErrorList errors)
    {
        if (objective.Get("environment") is not { } element) return null;
        if (ObjectReader.Open(element, objective.PointerTo("environment"), errors) is not { } body) return null;
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in body.Names)
        {
            if (body.Require(name) is not { } item) continue;
            if (WrongWithVariable(name, item) is { } wrong) body.Error(name, wrong);
            else variables[name] = item.GetString()!;
        }

        return variables;
    }

    private static string? WrongWithVariable(string name, JsonElement value)
    {
        if (name.Length is 0 or > MaxVariableName || char.IsAsciiDigit(name[0]) || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            return $"is no name of a variable: letters, digits and '_', no digit first, up to {MaxVariableName} characters";
        if (name.StartsWith("TUNER_", StringComparison.OrdinalIgnoreCase)) return "is refused: what starts with TUNER_ is set for each trial";
        if (value.ValueKind != JsonValueKind.String) return $"must be a string, not {ObjectReader.Describe(value)}";
        return value.GetString()!.Contains('\0', StringComparison.Ordinal) ? "must not contain a NUL character" : null;
    }

    private static Direction[]? ReadDirections(ObjectReader reader, ErrorList errors)
    {
        if (reader.Get("direction") is not null && reader.Get("directions") is not null)
            reader.Error("directions", "stands beside direction; give one of the two");
        if (reader.Text("direction") is { } text)
        {
            if (DirectionOf(text) is { } direction) return [direction];
            reader.Error("direction", $"must be minimize or maximize, not '{text}'");
        }

        if (reader.Get("directions") is not { } element) return null;
        if (element.ValueKind != JsonValueKind.Array || element.GetArrayLength() is 0 or > MaxDirections)
        {
            reader.Error("directions", $"must be an array of 1 to {MaxDirections} of minimize and maximize");
            return null;
        }

        var directions = element.EnumerateArray().Select(e => e.ValueKind == JsonValueKind.String ? DirectionOf(e.GetString()!) : null).ToArray();
        for (var i = 0; i < directions.Length; i++)
            if (directions[i] is null)
                errors.Add(JsonPointer.Element(reader.PointerTo("directions"), i), "must be minimize or maximize");
        return [.. directions.Select(d => d ?? Direction.Minimize)];
    }

    private static Direction? DirectionOf(string text) => text switch
    {
        "minimize" => Direction.Minimize,
        "maximize" => Direction.Maximize,
        _ => null,
    };

    private static IReadOnlyList<string>? ReadConstraints(ObjectReader reader, ErrorList errors)
    {
        var names = reader.Get("constraints") is null ? null : ReadTexts(reader, "constraints", errors);
        if (names is not null && names.Distinct(StringComparer.Ordinal).Count() != names.Count) reader.Error("constraints", "has the same name twice");
        return names;
    }

    private static List<string>? ReadTexts(ObjectReader reader, string field, ErrorList errors)
    {
        if (reader.Get(field) is not { } element) return null;
        if (element.ValueKind != JsonValueKind.Array || element.GetArrayLength() is 0 or > 1_000)
        {
            reader.Error(field, "must be an array of 1 to 1000 strings");
            return null;
        }

        var texts = new List<string>();
        var index = 0;
        foreach (var item in element.EnumerateArray())
        {
            var at = JsonPointer.Element(reader.PointerTo(field), index++);
            if (item.ValueKind != JsonValueKind.String || item.GetString()!.Length == 0) errors.Add(at, $"must be a string that is not empty, not {ObjectReader.Describe(item)}");
            else if (item.GetString()!.Contains('\0', StringComparison.Ordinal)) errors.Add(at, "must not contain a NUL character");
            else texts.Add(item.GetString()!);
        }

        return texts;
    }

    private static Dictionary<string, ParameterValue>? ReadValues(ObjectReader reader, string field, ErrorList errors)
    {
        if (reader.Get(field) is not { } element) return null;
        if (ObjectReader.Open(element, reader.PointerTo(field), errors) is not { } body) return null;
        var values = new Dictionary<string, ParameterValue>(StringComparer.Ordinal);
        foreach (var name in body.Names)
        {
            if (body.Require(name) is not { } item) continue;
            if (ParameterValue.FromJson(item) is { } value) values[name] = value;
            else body.Error(name, $"must be a string, a finite number or a boolean, not {ObjectReader.Describe(item)}");
        }

        return values;
    }
}
