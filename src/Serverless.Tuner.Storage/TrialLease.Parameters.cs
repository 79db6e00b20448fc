namespace Serverless.Tuner.Storage;

/// <content>A trial that asks for parameters, in a study with an open search space.</content>
public sealed partial class TrialLease
{
    /// <summary>Declares what the study does not know of the parameters, and gives the trial values of those that it has none of; both are
    /// on their rows before it returns, or neither.</summary>
    /// <returns>What came of it; <see cref="LeaseState.Held"/> too where the declaration is refused.</returns>
    public async Task<(LeaseState State, Declaration? Declaration)> DeclareAsync(
        IReadOnlyList<ParameterSpec> asked, CancellationToken cancellationToken)
    {
        var row = await _store.Reader.ReadSpaceAsync(_name, cancellationToken);
        if (asked.All(p => row.Space.Find(p.Name) is not null)) return await TryDeclareAsync(row, asked, cancellationToken);
        await _warm.SpaceGate.WaitAsync(cancellationToken);
        try
        {
            for (var tries = 0; ; tries++)
            {
                row = await _store.Reader.ReadSpaceAsync(_name, cancellationToken);
                var (state, declaration) = await TryDeclareAsync(row, asked, cancellationToken);
                // The trial's row is as this lease knows it: another process has declared something meanwhile.
                var hasGrown = state == LeaseState.Behind && _warm.FindTrial(Trial.Number)?.ETag == _etag;
                if (!hasGrown || tries == Conflict.MaxTries) return (state, declaration);
                await Conflict.WaitAsync(tries, _time, cancellationToken);
            }
        }
        finally
        {
            _warm.SpaceGate.Release();
        }
    }

    private async Task<(LeaseState State, Declaration? Declaration)> TryDeclareAsync(
        SpaceRow row, IReadOnlyList<ParameterSpec> asked, CancellationToken cancellationToken)
    {
        var declaration = Declaration.Of(Study.Spec, row.Space, Trial, asked);
        if (declaration.IsRefused) return (LeaseState.Held, declaration);

        Dictionary<string, ParameterValue> parameters = new(Trial.Parameters, StringComparer.Ordinal);
        foreach (var (name, value) in declaration.Values) parameters[name] = value;
        var space = ReferenceEquals(declaration.Space, row.Space) ? null : SpaceRow.ToEntity(_name, declaration.Space);
        var trialRow = TrialRow.ToEntity(_name, Trial with { Parameters = parameters });
        if ((space is not null && !LongText.Fits(space)) || !LongText.Fits(trialRow)) return (LeaseState.Held, declaration.TooLarge());

        var state = await WriteAsync(
            trial => SignOfLife(trial) with { Parameters = parameters }, cancellationToken, space is null ? null : row.Replace(space));
        if (state == LeaseState.Held) _warm.SetSpace(declaration.Space);
        return (state, declaration);
    }
}
