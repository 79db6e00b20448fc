using System.Globalization;
using System.Text.Json;
using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.Samplers;

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>What this app gives a study that does not say it itself, nor by a preset: settings of the app.</summary>
public sealed record StudyDefaults
{
    private const string SamplerSetting = "TUNER_DEFAULT_SAMPLER";
    private const string PrunerSetting = "TUNER_DEFAULT_PRUNER";
    private const string ParallelismSetting = "TUNER_DEFAULT_PARALLELISM";
    private const string MeterSetting = "TUNER_DEFAULT_METER";
    private const string MemorySetting = "TUNER_FLEX_MEMORY_MB";
    private const string FlexMeter = "flex";
    private const int MbOfGb = 1_024;

    /// <summary>The most trials that a study may run at once.</summary>
    internal const int MostParallel = 1_000;

    /// <summary>The names of the settings that say how studies are searched.</summary>
    public static IReadOnlyList<string> Settings { get; } = [SamplerSetting, PrunerSetting, ParallelismSetting];

    /// <summary>The names of the settings that say how trials are charged, which is for the app's owner alone to say.</summary>
    public static IReadOnlyList<string> MeterSettings { get; } = [MeterSetting, MemorySetting];

    /// <summary>The sampler.</summary>
    internal SamplerSpec Sampler { get; init; } = new();

    /// <summary>The pruner, of studies with one direction.</summary>
    internal PrunerSpec Pruner { get; init; } = new();

    /// <summary>How many trials run at once.</summary>
    internal int Parallelism { get; init; } = 1;

    /// <summary>Whether a budget that names no meter is charged by that of the Flex Consumption plan.</summary>
    internal bool MetersByFlex { get; init; }

    /// <summary>The memory of this app's instances on that plan, in GB.</summary>
    internal decimal FlexMemoryGb { get; init; } = FlexMeterSpec.UsualMemoryGb;

    /// <summary>Reads the settings: a sampler's or pruner's name, or a JSON object of type and options as in a study file.</summary>
    /// <param name="settings">Finds a setting by its name.</param>
    /// <param name="samplers">The samplers that there are.</param>
    /// <param name="pruners">The pruners that there are.</param>
    /// <exception cref="InvalidOperationException">A setting is wrong.</exception>
    public static StudyDefaults Read(Func<string, string?> settings, SamplerCatalog samplers, PrunerCatalog pruners) => new()
    {
        Sampler = Part(settings, SamplerSetting, samplers.Read) ?? new SamplerSpec(),
        Pruner = Part(settings, PrunerSetting, pruners.Read) ?? new PrunerSpec(),
        Parallelism = Number(settings, ParallelismSetting, 1, MostParallel) ?? 1,
        MetersByFlex = ReadMeter(settings(MeterSetting)?.Trim()),
        FlexMemoryGb = Number(settings, MemorySetting, MbOfGb / 2, MbOfGb * MbOfGb) is { } mb
            ? (decimal)mb / MbOfGb : FlexMeterSpec.UsualMemoryGb,
    };

    private static int? Number(Func<string, string?> settings, string name, int least, int most)
    {
        if (settings(name) is not { } text || string.IsNullOrWhiteSpace(text)) return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new InvalidOperationException($"The setting {name} must be a whole number from {least} to {most}, not '{text}'.");
    }

    private static bool ReadMeter(string? text) => text switch
    {
        null or "" => false,
        FlexMeter => true,
        _ => throw new InvalidOperationException($"The setting {MeterSetting} must be '{FlexMeter}', not '{text}'."),
    };

    private static TSpec? Part<TSpec>(Func<string, string?> settings, string name, Func<JsonElement, string, ErrorList, TSpec?> read)
        where TSpec : class
    {
        if (settings(name) is not { } text || string.IsNullOrWhiteSpace(text)) return null;
        var errors = new ErrorList();
        try
        {
            var element = text.TrimStart().StartsWith('{')
                ? JsonSerializer.Deserialize<JsonElement>(text)
                : JsonSerializer.SerializeToElement(text.Trim());
            if (read(element, "", errors) is { } spec) return spec;
        }
        catch (JsonException e)
        {
            errors.Add("", $"is no JSON: {e.Message}");
        }

        throw new InvalidOperationException(
            $"The setting {name} is wrong: {string.Join("; ", errors.ToList().Select(e => $"{e.Pointer} {e.Detail}".Trim()))}.");
    }
}
