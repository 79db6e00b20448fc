using System.CommandLine;
using System.Globalization;

namespace Serverless.Tuner.Cli.Commands;

/// <summary>Options that only make sense above zero.</summary>
internal static class PositiveNumber
{
    /// <summary>Refuses zero and less.</summary>
    public static void Require<T>(Option<T> option) => option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<T>() is IConvertible number && number.ToDouble(CultureInfo.InvariantCulture) <= 0)
            result.AddError($"{option.Name} must be more than 0.");
    });
}
