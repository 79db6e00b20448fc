using System.Text.Json;
using Serverless.Tuner.Core.Parts;
using Serverless.Tuner.Core.Samplers;
using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Reads a study file into its normalised spec, or tells everything that is wrong with it by JSON pointer.</summary>
public static class StudySpecParser
{
    /// <summary>The largest study file, in bytes.</summary>
    public const int MaxBytes = 1024 * 1024;

    private const int MaxDirections = 8;
    private const string OnlyHere = "is for objectives that are evaluated here; the workers of an external one decide that themselves";

    /// <summary>The fields that hold a number or a boolean; the others are read one by one.</summary>
    private static readonly OptionsClass Numbers = new(typeof(StudySpec), onlyScalars: true);

    /// <summary>Reads a study file.</summary>
    /// <param name="utf8">The JSON document.</param>
    /// <param name="catalogs">What it can name in this app.</param>
    /// <returns>The normalised spec, or everything that is wrong with the file.</returns>
    public static (StudySpec? Spec, IReadOnlyList<FieldError> Errors) Parse(ReadOnlyMemory<byte> utf8, StudyCatalogs catalogs) =>
        utf8.Length > MaxBytes
        ? (null, [new FieldError("", $"is larger than {MaxBytes} bytes, the most that a study file may have")])
        : DocumentReader.ReadObject(utf8, (reader, errors) => Read(reader, catalogs, errors));

    private static StudySpec Read(ObjectReader reader, StudyCatalogs catalogs, ErrorList errors)
    {
        reader.Text("$schema");
        RefuseCommand(reader);
        var name = ReadName(reader);
        var (objective, defaults) = ObjectiveParser.Read(reader, catalogs.Objectives, errors);
        var directions = ReadDirections(reader, objective, defaults, errors);
        var isOpen = OpenSpaceParser.IsOpen(reader);
        OpenSpaceParser.Check(reader, isOpen, objective);
        var space = isOpen ? [] : ReadSpace(reader, objective, defaults, errors);
        var preset = StudyPreset.Read(reader);
        var numbers = (StudySpec)Numbers.Read(reader);
        var app = catalogs.Defaults ?? new StudyDefaults();
        var spec = numbers with
        {
            Name = name,
            Objective = objective ?? new ObjectiveSpec { Kind = ObjectiveKind.Registered },
            Directions = directions,
            SearchSpace = space ?? [],
            OpenSpace = isOpen,
            Trials = TrialsOf(reader, numbers, preset),
            Parallelism = ParallelismOf(reader, numbers, preset, DefaultParallelism(objective, app)),
            ValueNames = ValueNamesParser.Read(reader, directions.Count, errors),
            Sampler = ReadPart(reader, "sampler", catalogs.Samplers.Read, errors) ?? app.Sampler,
            Pruner = ReadPart(reader, "pruner", catalogs.Pruners.Read, errors) ?? PrunerOf(preset, app, directions),
            Score = GuardRailsParser.ReadScore(reader),
            Guards = GuardRailsParser.ReadGuards(reader, errors),
            Budget = BudgetParser.Read(reader, app),
            Constraints = ReadConstraints(reader),
            Attributes = AttributesParser.ReadFirst(reader),
            Tags = TagsParser.Read(reader),
            Notify = NotifyParser.Read(reader, errors),
            Mlflow = MlflowParser.Read(reader, objective),
            WarmStart = WarmStartParser.Read(reader),
            Data = WarmStartParser.ReadData(reader),
            Defaults = ReadValues(reader, "defaults", space),
            Fixed = ReadValues(reader, "fixed", space),
        };
        if (catalogs.Pruners.Refusal(spec) is { } never) reader.Error("pruner", never);
        CheckTogether(spec, reader);
        if (space is not null && errors.IsEmpty) spec = ReadWhatNeedsTheSpace(reader, spec, catalogs.Samplers, errors);
        else _ = (reader.Get("enqueue"), reader.Get("exclude"), WhereReader.Read(reader, errors));

        if (objective is not null && space is not null)
            foreach (var error in catalogs.Objectives.Check(spec)) errors.Add(error.Pointer, error.Detail);
        return spec;
    }

    private static void RefuseCommand(ObjectReader reader)
    {
        if (reader.Names.Contains("command") && reader.Get("command") is not null)
            reader.Error("command", "is not a field here; did you mean \"objective\": {\"command\": …}?");
    }

    private static int TrialsOf(ObjectReader reader, StudySpec numbers, StudyPreset? preset) =>
        preset is not null && reader.Get("trials") is null ? preset.Trials : numbers.Trials;

    private static int ParallelismOf(ObjectReader reader, StudySpec numbers, StudyPreset? preset, int otherwise) =>
        reader.Get("parallelism") is null ? preset?.Parallelism ?? otherwise : numbers.Parallelism;

    /// <summary>The sampler or pruner that a study names; null when it names none.</summary>
    private static T? ReadPart<T>(ObjectReader reader, string field, Func<JsonElement, string, ErrorList, T?> read, ErrorList errors)
        where T : PartSpec, new() => reader.Get(field) is { } part ? read(part, reader.PointerTo(field), errors) ?? new T() : null;

    /// <summary>The pruner of a study that names none; with several directions none, since the objective may report numbers.</summary>
    private static PrunerSpec PrunerOf(StudyPreset? preset, StudyDefaults app, IReadOnlyList<Direction> directions)
    {
        if (directions.Count > 1) return new PrunerSpec();
        return preset is null ? app.Pruner : new PrunerSpec { Type = preset.Pruner };
    }

    /// <summary>Workers that ask for trials are as many as they like, up to the most that a study takes.</summary>
    private static int DefaultParallelism(ObjectiveSpec? objective, StudyDefaults app) =>
        objective is { Kind: ObjectiveKind.External } ? StudyDefaults.MostParallel : app.Parallelism;

    /// <summary>Checks what fields ask of each other.</summary>
    private static void CheckTogether(StudySpec spec, ObjectReader reader)
    {
        if (spec.IsExternal && spec.Waves) reader.Error("waves", OnlyHere);
        if (spec.IsExternal && spec.Repeats > 1) reader.Error("repeats", OnlyHere);
        if (spec.MaxFailures is >= 1 and var failures && failures != Math.Floor(failures))
            reader.Error("maxFailures", $"must be a whole number of failures in a row, or a share below 1, not {failures:R}");
        if (spec is { PlateauThreshold: not null, PlateauTrials: null })
            reader.Error("plateauThreshold", "needs plateauTrials, the number of trials for which it must hold");
        if (spec is { Repeats: > 1, Objective.Kind: ObjectiveKind.Http })
            reader.Error("repeats", "is not for an endpoint, which is called once for each trial; it may repeat what it measures itself");
        if (spec.Directions.Count == 1) return;
        if (spec.Score is not null) reader.Error("score", "is one value: it needs a single direction");
        if (spec.Target is not null) reader.Error("target", "needs a single direction");
        if (spec.PlateauTrials is not null) reader.Error("plateauTrials", "needs a single direction");
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
        spec = spec with
        {
            Enqueue = PointsParser.Read(reader, "enqueue", space, errors),
            Exclude = ReadExcluded(reader, spec, errors),
            Where = WhereReader.Check(reader, spec, errors),
        };
        if (!errors.IsEmpty || ExcludedRegions.Of(space, spec.Exclude ?? [], spec.Where) is not { } regions) return spec;
        foreach (var (point, i) in (spec.Enqueue ?? []).Select((point, i) => (point, i)))
            if (regions.Refusal(point) is { } refused) errors.Add(JsonPointer.Element(reader.PointerTo("enqueue"), i), refused);
        if (WhereReader.DefaultsRefusal(spec, space) is { } broken) reader.Error("defaults", broken);
        return spec;
    }

    private static IReadOnlyList<IReadOnlyDictionary<string, IReadOnlyList<ParameterValue>>>? ReadExcluded(
        ObjectReader reader, StudySpec spec, ErrorList errors)
    {
        if (RegionsReader.Read(reader, errors) is not { Count: > 0 } regions) return null;
        if (!spec.OpenSpace) return RegionsReader.Check(spec, regions, errors, reader.PointerTo("exclude"));
        reader.Error("exclude", "is not for an open search space");
        return null;
    }

    private static string ReadName(ObjectReader reader)
    {
        reader.Require("name");
        if (reader.Text("name") is not { } name) return "";
        if (StudyName.TryParse(name) is null) reader.Error("name", StudyName.Rule);
        return name;
    }

    private static IReadOnlyList<ParameterSpec>? ReadSpace(
        ObjectReader reader, ObjectiveSpec? objective, ObjectiveDefaults? defaults, ErrorList errors)
    {
        if (reader.Get("searchSpace") is { } element) return SearchSpaceParser.Parse(element, reader.PointerTo("searchSpace"), errors);
        if (objective is { Kind: ObjectiveKind.Command }) reader.Error("searchSpace", "is required for a command");
        if (objective is { Kind: ObjectiveKind.External })
            reader.Error("searchSpace", "is required where workers evaluate the trials; \"open\" leaves it to them");
        if (objective is { Kind: ObjectiveKind.Http }) reader.Error("searchSpace", "is required for an endpoint");
        return defaults?.SearchSpace;
    }

    /// <summary>The directions of the file, else those of the objective's values, of which a score needs one.</summary>
    private static IReadOnlyList<Direction> ReadDirections(
        ObjectReader reader, ObjectiveSpec? objective, ObjectiveDefaults? defaults, ErrorList errors)
    {
        var given = ReadGivenDirections(reader, errors);
        if (defaults is null) return given ?? [Direction.Minimize];
        if (reader.Get("score") is not null) return given ?? [defaults.Directions[0]];
        var directions = given ?? defaults.Directions;
        if (defaults.Directions.Count != directions.Count)
            reader.Error(
                "directions",
                $"has {directions.Count} directions, but objective '{objective?.Name}' returns {defaults.Directions.Count} values");
        return directions;
    }

    private static Direction[]? ReadGivenDirections(ObjectReader reader, ErrorList errors)
    {
        if (reader.Get("direction") is not null && reader.Get("directions") is not null)
            reader.Error("directions", "stands beside direction; give one of the two");
        if (reader.Text("direction") is { } text)
        {
            if (DirectionOf(text) is { } direction) return [direction];
            reader.Error("direction", $"must be minimize or maximize, not '{text}'");
        }

        if (reader.Elements("directions", MaxDirections, "of minimize and maximize") is not { } elements) return null;
        var directions = elements.Select(e => e.Item.ValueKind == JsonValueKind.String ? DirectionOf(e.Item.GetString()!) : null).ToArray();
        for (var i = 0; i < directions.Length; i++)
            if (directions[i] is null) errors.Add(elements[i].At, "must be minimize or maximize");
        return [.. directions.Select(d => d ?? Direction.Minimize)];
    }

    private static Direction? DirectionOf(string text) => text switch
    {
        "minimize" => Direction.Minimize,
        "maximize" => Direction.Maximize,
        _ => null,
    };

    private static IReadOnlyList<string>? ReadConstraints(ObjectReader reader)
    {
        var names = reader.Texts("constraints");
        if (names is not null && names.Distinct(StringComparer.Ordinal).Count() != names.Count)
            reader.Error("constraints", "has the same name twice");
        return names;
    }

    private static Dictionary<string, ParameterValue>? ReadValues(
        ObjectReader reader, string field, IReadOnlyList<ParameterSpec>? space)
    {
        if (reader.OpenMap(field) is not { } body) return null;
        // A parameter may be null, as a choice or as what stands for "not there"; of anything else null says nothing.
        var parameters = (space ?? []).Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        var values = new Dictionary<string, ParameterValue>(StringComparer.Ordinal);
        foreach (var name in body.Names)
        {
            if ((parameters.Contains(name) ? body.GetOrNull(name) : body.Require(name)) is not { } item) continue;
            if (ParameterValue.FromJson(item) is not { } value)
                body.Error(name, $"must be a string, a finite number, a boolean or null, not {ObjectReader.Describe(item)}");
            else if (value.HasNul) body.Error(name, "must not contain a NUL character: a program's arguments end there");
            else values[name] = value;
        }

        return values;
    }
}
