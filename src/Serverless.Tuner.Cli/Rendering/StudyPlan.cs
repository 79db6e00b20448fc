using System.Globalization;

namespace Serverless.Tuner.Cli.Rendering;

/// <summary>What a study is going to do.</summary>
internal static class StudyPlan
{
    private const int MostParameters = 30;
    private const int LongestCommand = 200;

    /// <summary>Writes the objective, the options that matter, and the search space.</summary>
    public static void Write(IAnsiConsole output, StudySpec spec)
    {
        var grid = Pairs(indent: 2);
        Add("objective", $"{Objective(spec.Objective)}, {Directions(spec)}");
        Add("trials", Trials(spec));
        Add("sampler", $"{Part(spec.Sampler)}, seed {spec.Seed.ToString(CultureInfo.InvariantCulture)}");
        if (spec.Pruner.Type != PrunerSpec.DefaultType) Add("pruner", Part(spec.Pruner));
        if (spec.Budget?.LimitUsd is { } limit) Add("limit", Format.Usd(limit));
        output.Write(grid);
        if (spec.SearchSpace.Count == 0) return;
        var space = Pairs(indent: 4);
        foreach (var parameter in spec.SearchSpace.Take(MostParameters))
            space.AddRow(new Text(parameter.Name), new Text(SearchedRange.Of(parameter)));
        output.Write(space);
        if (spec.SearchSpace.Count > MostParameters)
            output.WriteLine($"    … {spec.SearchSpace.Count} parameters in all");

        void Add(string label, string text) => grid.AddRow(new Text(label, new Style(Color.Grey)), new Text(text));
    }

    private static string Objective(ObjectiveSpec objective) =>
        objective.Kind == ObjectiveKind.External
            ? "external"
            : objective.Name ?? Excerpt.Start(string.Join(' ', objective.Command ?? []), LongestCommand);

    private static string Trials(StudySpec spec) =>
        $"{spec.Trials}, {(spec.Parallelism == 1 ? "one" : spec.Parallelism.ToString(CultureInfo.InvariantCulture))} at a time";

    private static string Part(PartSpec part) => part.Options.Count == 0
        ? part.Type
        : $"{part.Type} ({string.Join(", ", part.Options.Select(option => $"{option.Key} {option.Value.GetRawText()}"))})";

    /// <summary><c>minimize</c>, or with the names that the study gives <c>maximize accuracy, minimize latency</c>.</summary>
    private static string Directions(StudySpec spec) => string.Join(", ", spec.ValueNames is { } names
        ? spec.Directions.Zip(names, (direction, name) => $"{Word(direction)} {name}")
        : spec.Directions.Select(Word));

    private static string Word(Direction direction) => direction.ToString().ToLowerInvariant();

    private static Grid Pairs(int indent) => new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(indent).PadRight(2)).AddColumn();
}
