namespace Serverless.Tuner.Client;

public sealed partial class TunerClient
{
    /// <summary>Asks for parameters of a trial in a study whose space is open: known ones have the values that were suggested, new ones are
    /// declared.</summary>
    /// <exception cref="TunerApiException">The study knows a parameter of that name with another distribution
    /// (<see cref="ProblemKind.ParameterDiffers"/>), or cannot have this one: nothing of the request is stored.</exception>
    public Task<ParametersView> DeclareParametersAsync(
        string name, int number, ParametersRequest asked, CancellationToken cancellationToken = default) =>
        TellAsync<ParametersView, ParametersRequest>(name, number, "parameters", asked, cancellationToken);
}
