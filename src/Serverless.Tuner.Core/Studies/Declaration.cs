using System.Text.Json;
using Serverless.Tuner.Core.Samplers;
using Serverless.Tuner.Core.Samplers.Scales;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Studies;

/// <summary>What comes of a trial of a study with an open search space asking for parameters, some of which it may be the first to
/// declare. Asked again, it comes to the same.</summary>
/// <param name="Space">The space with what the trial declares; as it was when that is nothing, or the declaration is refused.</param>
/// <param name="Values">The values of the parameters in the trial; empty when it is refused.</param>
public sealed record Declaration(OpenSpace Space, IReadOnlyDictionary<string, ParameterValue> Values)
{
    private const int LongestShown = 200;

    /// <summary>What is wrong with it.</summary>
    public IReadOnlyList<FieldError> Errors { get; private init; } = [];

    /// <summary>Which parameter the study knows with another distribution, and with which; null when none.</summary>
    public string? Difference { get; private init; }

    /// <summary>Whether nothing of it counts.</summary>
    public bool IsRefused => Difference is not null || Errors.Count > 0;

    /// <summary>What a trial asks for: the values that were suggested or enqueued for it; of a parameter for which it has none, one
    /// of the parameter's own distribution, which depends on the study's seed, the trial's number and the name alone.</summary>
    /// <param name="spec">The study.</param>
    /// <param name="space">What is declared so far.</param>
    /// <param name="trial">The trial.</param>
    /// <param name="asked">Parameters without conditions.</param>
    public static Declaration Of(StudySpec spec, OpenSpace space, Trial trial, IReadOnlyList<ParameterSpec> asked)
    {
        var refused = new Declaration(space, new Dictionary<string, ParameterValue>());
        foreach (var parameter in asked)
            if (space.Find(parameter.Name) is { } known && !OpenSpace.AreSame(known, parameter))
                return refused with
                {
                    Difference = $"Parameter '{parameter.Name}' was declared as {Shown(known)}, and is asked for as {Shown(parameter)}.",
                };

        var after = space.With(asked);
        if (after.Parameters.Count > OpenSpace.MostParameters)
            return refused with
            {
                Errors =
                [
                    new FieldError(
                        "/parameters",
                        $"would make {after.Parameters.Count} parameters, of which a study has at most {OpenSpace.MostParameters}"),
                ],
            };

        var (values, errors) = (new Dictionary<string, ParameterValue>(StringComparer.Ordinal), new List<FieldError>());
        foreach (var parameter in SearchSpace.Open(asked).Parameters)
        {
            if (!trial.Parameters.TryGetValue(parameter.Name, out var given))
                values[parameter.Name] = Draw(parameter, spec.Seed, trial.Number);
            else if (parameter.Accept(given) is { } accepted) values[parameter.Name] = accepted;
            else
                errors.Add(new FieldError(
                    $"/parameters/{parameter.Name.Replace("~", "~0", StringComparison.Ordinal)}",
                    $"cannot take {JsonSerializer.Serialize(given, TunerJson.Options)}, which was enqueued for this trial"));
        }

        return errors.Count > 0 ? refused with { Errors = errors } : new Declaration(after, values);
    }

    /// <summary>The refusal of a declaration with which a row of the study would be larger than it may be.</summary>
    public Declaration TooLarge() => new(Space, new Dictionary<string, ParameterValue>())
    {
        Errors = [new FieldError("/parameters", "would make the study's parameters larger than a row in Table Storage may be (1 MiB)")],
    };

    private static ParameterValue Draw(Parameter parameter, long seed, int number)
    {
        var key = unchecked((ulong)seed);
        foreach (var letter in parameter.Name) key = BitMix.Hash(key, letter);
        return ParameterScale.Of(parameter).Draw(new TrialRandom(unchecked((long)key), number));
    }

    private static string Shown(ParameterSpec parameter) =>
        Excerpt.Start(JsonSerializer.Serialize(ParameterDeclaration.Of(parameter), TunerJson.Options), LongestShown);
}
