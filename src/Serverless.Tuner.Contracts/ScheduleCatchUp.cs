namespace Serverless.Tuner.Contracts;

/// <summary>What becomes of the slots that were missed because the app was down.</summary>
public enum ScheduleCatchUp
{
    /// <summary>The last of them is made up for.</summary>
    Latest,

    /// <summary>None is made up for.</summary>
    None,

    /// <summary>Each is made up for, one after another; at most the last 1,000.</summary>
    All,
}
