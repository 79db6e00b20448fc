namespace Serverless.Tuner.Core.Samplers.Auto;

/// <summary>What the members have done in the last few blocks; one number for each.</summary>
/// <param name="Made">How many trials have ended.</param>
/// <param name="Improved">How many of them are better than all that was known before those blocks.</param>
/// <param name="Gained">By how much its trials improved on the best that was known when each was suggested, in all.</param>
internal sealed record Credit(int[] Made, int[] Improved, double[] Gained)
{
    public static Credit None => new(new int[Shares.Members], new int[Shares.Members], new double[Shares.Members]);
}
