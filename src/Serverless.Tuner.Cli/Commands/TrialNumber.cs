namespace Serverless.Tuner.Cli.Commands;

/// <summary>The trial that a command is about.</summary>
internal static class TrialNumber
{
    public static Argument<int> Required()
    {
        var number = new Argument<int>("NUMBER") { Description = "the trial's number, from 0" };
        number.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && token.Value.StartsWith('-')) result.AddError("NUMBER must be 0 or more.");
        });
        return number;
    }
}
