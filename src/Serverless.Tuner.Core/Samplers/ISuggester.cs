namespace Serverless.Tuner.Core.Samplers;

/// <summary>A sampler fitted to a history. Each suggestion counts as a pending trial for the next.</summary>
public interface ISuggester
{
    /// <summary>Suggests the parameters of trial <paramref name="number"/>, drawing only from that trial's own generator.</summary>
    /// <param name="number">The trial's number; seeds its generator together with the study's seed.</param>
    /// <returns>A value for each parameter that exists for the point.</returns>
    IReadOnlyDictionary<string, ParameterValue> Suggest(int number);

    /// <summary>What it says of the point that it has suggested last; null where it has nothing to say.</summary>
    SuggestionNote? Note => null;
}
