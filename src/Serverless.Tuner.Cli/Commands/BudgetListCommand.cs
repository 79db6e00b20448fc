using Serverless.Tuner.Cli.Rendering;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner budget list</c>.</summary>
internal static class BudgetListCommand
{
    public static Command Create(StudyArguments arguments) =>
        arguments.Run(new("list", "List all shared budgets") { arguments.Csv }, async call =>
        {
            var budgets = await (await call.ConnectOrOpenAsync()).Client.ListBudgetsAsync(call.CancellationToken);
            return call.Show(budgets, () =>
            {
                if (budgets.Items.Count > 0) call.Output.Write(BudgetReport.Table(budgets.Items));
                else call.Output.WriteLine("There is no shared budget yet.");
            }, () => Csv.Budgets(budgets.Items));
        });
}
