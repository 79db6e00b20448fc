namespace Serverless.Tuner.Core.Samplers.Auto;

/// <summary>The rule by which members share trials.</summary>
internal interface ISharing
{
    /// <summary>The shares of a block.</summary>
    /// <param name="start">The number of its first trial.</param>
    /// <param name="credit">What the members have done before it.</param>
    Shares Of(int start, Credit credit);
}
