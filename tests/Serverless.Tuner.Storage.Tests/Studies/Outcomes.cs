namespace Serverless.Tuner.Storage.Tests.Studies;

internal static class Outcomes
{
    public static TrialOutcome Complete(double value) => new(TrialState.Complete, null) { Values = [value] };
}
