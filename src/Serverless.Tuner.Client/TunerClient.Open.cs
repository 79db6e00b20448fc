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

    /// <summary>Sets some of a study's attributes.</summary>
    /// <param name="name">The study.</param>
    /// <param name="attributes">Texts by name; null takes one away.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    public Task<StudyView> SetStudyAttributesAsync(
        string name, IReadOnlyDictionary<string, string?> attributes, CancellationToken cancellationToken = default) =>
        ExtendStudyAsync(name, new ExtendRequest { Attributes = attributes }, cancellationToken);

    /// <summary>Sets some of a trial's attributes, in whatever state it is.</summary>
    /// <param name="name">The study.</param>
    /// <param name="number">The trial.</param>
    /// <param name="attributes">Texts by name; null takes one away.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    public Task<TrialView> SetTrialAttributesAsync(
        string name, int number, IReadOnlyDictionary<string, string?> attributes, CancellationToken cancellationToken = default) =>
        SendAsync<TrialView>(
            HttpMethod.Patch, $"{Study(name)}/trials/{Text(number)}", Json(new AttributesRequest(attributes)), cancellationToken);

    /// <summary>Hides a trial from the sampler's model and from the best, or shows it again.</summary>
    public Task<TrialView> HideTrialAsync(string name, int number, bool hidden = true, CancellationToken cancellationToken = default) =>
        SendAsync<TrialView>(
            HttpMethod.Patch, $"{Study(name)}/trials/{Text(number)}", Json(new AttributesRequest(Hidden: hidden)), cancellationToken);

    /// <summary>Why a trial was chosen.</summary>
    public Task<ExplanationView> ExplainTrialAsync(string name, int number, CancellationToken cancellationToken = default) =>
        GetAsync<ExplanationView>($"{Study(name)}/trials/{Text(number)}/explain", cancellationToken);

    /// <summary>Has a trial's point computed again.</summary>
    public Task<ReplayView> ReplayTrialAsync(string name, int number, CancellationToken cancellationToken = default) =>
        GetAsync<ReplayView>($"{Study(name)}/trials/{Text(number)}/replay", cancellationToken);
}
