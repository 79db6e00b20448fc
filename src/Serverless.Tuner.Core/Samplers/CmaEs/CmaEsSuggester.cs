using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Core.Samplers.CmaEs;

/// <summary>CMA-ES fitted to a history. Pending trials matter only by their numbers, which the generations are counted by.</summary>
internal sealed class CmaEsSuggester(CmaEsModel model, SamplerHistory history) : ISuggester
{
    public IReadOnlyDictionary<string, ParameterValue> Suggest(int number)
    {
        var now = model.Memory.At(history, number);
        if (now.IsStart) return model.Start.Suggest(number);

        var encoding = model.Coordinates.Encoding;
        var point = model.Draw.Draw(now.Distribution, number);
        for (var i = 0; i < point.Length; i++)
            if (!encoding.IsActive(i, point))
                point[i] = double.NaN;
        return encoding.Decode(point);
    }
}
