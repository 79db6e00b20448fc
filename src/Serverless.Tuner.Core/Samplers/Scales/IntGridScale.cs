namespace Serverless.Tuner.Core.Samplers.Scales;

/// <summary>An integer on a linear scale, in steps.</summary>
internal sealed class IntGridScale(long low, long high, long step) : GridScale(((high - low) / step) + 1)
{
    protected override ParameterValue ValueAt(long k) => ParameterValue.Of(low + (k * step));

    protected override long IndexOf(ParameterValue value)
    {
        var x = value.Kind == ParameterValueKind.Int
            ? Math.Clamp(value.AsInt(), low, high)
            : (long)Math.Clamp(Math.Round(value.AsDouble()), low, high);
        return Math.Min((x - low + (step / 2)) / step, Points - 1);
    }
}
