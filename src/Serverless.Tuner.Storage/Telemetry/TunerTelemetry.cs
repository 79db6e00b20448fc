using System.Diagnostics;

namespace Serverless.Tuner.Storage.Telemetry;

/// <summary>Where all spans of the tuner come from. As long as nobody listens, it makes none.</summary>
public static class TunerTelemetry
{
    /// <summary>The name of the source of spans and of the meter.</summary>
    public const string Name = "Serverless.Tuner";

    internal static ActivitySource Source { get; } = new(Name);
}
