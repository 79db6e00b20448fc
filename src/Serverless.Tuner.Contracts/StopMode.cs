namespace Serverless.Tuner.Contracts;

/// <summary>How a study that is asked to stop ends.</summary>
public enum StopMode
{
    /// <summary>Running trials are cut short.</summary>
    Now,

    /// <summary>Nothing more is started; running trials end by themselves.</summary>
    AfterRunning,
}
