namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner budget delete</c>.</summary>
internal static class BudgetDeleteCommand
{
    public static Command Create(StudyArguments arguments)
    {
        var name = BudgetCommand.Name(arguments);
        return arguments.Run(new("delete", "Delete a shared budget; refused while a study of it has not ended") { name }, async call =>
        {
            var budget = call.Parsed.GetRequiredValue(name);
            await (await call.ConnectOrOpenAsync()).Client.DeleteBudgetAsync(budget, call.CancellationToken);
            if (!call.Json) call.Output.WriteLine($"Budget {budget} is deleted.");
            return ExitCode.Done;
        });
    }
}
