using Serverless.Tuner.Client;

namespace Serverless.Tuner.Cli.Commands;

/// <summary>Names for studies that were given none.</summary>
internal static class FreeName
{
    /// <summary>The name, with a number behind it when a study has it already.</summary>
    public static async Task<string> FindAsync(TunerClient client, string wanted, CancellationToken cancellationToken)
    {
        var names = await client.ListStudiesAsync(cancellationToken)
            .Select(study => study.Name).ToHashSetAsync(cancellationToken: cancellationToken);
        return Enumerable.Range(1, names.Count + 1)
            .Select(number => number == 1 ? wanted : $"{wanted}-{number}")
            .First(name => !names.Contains(name));
    }
}
