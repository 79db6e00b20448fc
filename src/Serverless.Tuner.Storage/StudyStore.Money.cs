using Serverless.Tuner.Core.Budgets;

namespace Serverless.Tuner.Storage;

// The money that studies have of their groups.
public sealed partial class StudyStore : IGroupStudies
{
    /// <summary>Sets more aside for a trial that runs, as far as its study's limit and its group allow.</summary>
    /// <param name="name">The study.</param>
    /// <param name="run">The run that the trial's evaluation is of; null where every one is right.</param>
    /// <param name="number">The trial.</param>
    /// <param name="upTo">Up to a sum, so that it is set aside once, however often the answer is lost.</param>
    /// <param name="cancellationToken">Stops waiting; what was written stays.</param>
    /// <returns>The study as it is afterwards; null when there is none.</returns>
    internal Task<Study?> ReserveMoreAsync(StudyName name, string? run, int number, Money upTo, CancellationToken cancellationToken) =>
        ChangeAsync(
            name,
            async study =>
            {
                if (run is not null && study.Run != run) return null;
                if (study.Open.FirstOrDefault(o => o.Number == number) is not { } open) return null;
                for (var offers = 0; ; offers++)
                {
                    var offer = await Money.OfferAsync(study, offers, cancellationToken);
                    var extended = StudyMachine.ExtendReservation(study, number, upTo - open.Reserved, offer);
                    if (extended is null && offers == 0 && offer is not null && HasMoney(study))
                    {
                        // Others may have given some back that this process does not know of.
                        await Money.Account(study.Spec.Budget!.Group!).ReadAsync(cancellationToken);
                        continue;
                    }

                    if (extended is null) return null;
                    if (await Money.CoverAsync(study, extended, offer, cancellationToken) is { } cover) return cover.Study;
                }
            },
            cancellationToken);

    private static bool HasMoney(Study study) =>
        study.Ledger is not { Limit: { } limit } ledger || ledger.Spent + ledger.Reserved < limit;

    /// <inheritdoc/>
    async Task<(Study Study, bool IsMarked)?> IGroupStudies.ReadMarkedAsync(StudyName name, CancellationToken cancellationToken)
    {
        var table = await tables.StudiesAsync(cancellationToken);
        var row = await table.GetEntityIfExistsAsync<TableEntity>(name, StudyKeys.StudyRow, cancellationToken: cancellationToken);
        return row.HasValue ? (StudyRow.FromEntity(row.Value!), row.Value!.ContainsKey(StudyRow.Deleting)) : null;
    }

    private async Task ForgetMoneyAsync(TableEntity mark, CancellationToken cancellationToken)
    {
        if (mark.GetString(SharingColumns.Group) is not { } group || mark.GetGuid("Id") is not { } id) return;
        Study? marked = null;
        try
        {
            marked = StudyRow.FromEntity(mark);
        }
        catch (UnreadableRowException)
        {
            // Then all that is held for it counts as spent.
        }

        await Money.ForgetAsync(group, id, mark.PartitionKey, marked, cancellationToken);
    }
}
