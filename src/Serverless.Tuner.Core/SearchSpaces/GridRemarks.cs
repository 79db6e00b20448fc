using Serverless.Tuner.Core.Samplers.Scales;

namespace Serverless.Tuner.Core.SearchSpaces;

/// <summary>What may not be meant in the limits of parameters with a step.</summary>
public static class GridRemarks
{
    // Beyond what a limit such as 0.3 is off by in units of 0.1.
    private const double Tolerance = 1e-6;

    /// <summary>A sentence for each parameter whose steps from <c>low</c> do not meet its <c>high</c>.</summary>
    public static IEnumerable<string> Of(SearchSpace space)
    {
        foreach (var parameter in space.Parameters)
        {
            (ParameterValue Low, ParameterValue High, ParameterValue Step)? limits = parameter switch
            {
                IntParameter { Log: false } p => (ParameterValue.Of(p.Low), ParameterValue.Of(p.High), ParameterValue.Of(p.Step)),
                FloatParameter { Step: { } s } p => (ParameterValue.Of(p.Low), ParameterValue.Of(p.High), ParameterValue.Of(s)),
                _ => null,
            };
            if (limits is not var (low, high, step)) continue;
            var end = ParameterScale.Of(parameter).FromCoordinate(1);
            if (high.AsDouble() - end.AsDouble() > Tolerance * step.AsDouble())
                yield return $"The parameter {parameter.Name} ends at {end}: {high} is not on its grid, steps of {step} from {low}.";
        }
    }
}
