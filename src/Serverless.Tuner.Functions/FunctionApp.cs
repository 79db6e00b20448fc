using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Serverless.Tuner.Functions.Telemetry;

namespace Serverless.Tuner.Functions;

/// <summary>The tuner as a function app: a process that the Functions host starts as its isolated worker.</summary>
public static class FunctionApp
{
    private const string HostArgument = "--functions-uri";

    // Where the Functions host loads the app into a process that waited for one, it names itself here, not in the arguments.
    private const string NativeHost = "AZURE_FUNCTIONS_NATIVE_HOST";

    /// <summary>Whether the Functions host has started this process.</summary>
    /// <param name="arguments">The command line.</param>
    public static bool IsStartedByHost(IReadOnlyCollection<string> arguments) =>
        arguments.Any(argument => argument == HostArgument || argument.StartsWith($"{HostArgument}=", StringComparison.Ordinal))
        || AppContext.GetData(NativeHost) is not null;

    /// <summary>Serves the Functions host until it ends this process.</summary>
    /// <param name="arguments">The command line, as the host gave it.</param>
    /// <param name="addParts">Adds samplers, pruners and objectives of the program's own.</param>
    public static Task RunAsync(string[] arguments, Action<IServiceCollection>? addParts = null)
    {
        var builder = FunctionsApplication.CreateBuilder(arguments);
        builder.ConfigureFunctionsWebApplication();
        builder.Services.AddSingleton(_ => ApiAccess.ReadOnFunctionsHost(builder.Configuration, Environment.GetEnvironmentVariable));
        builder.Services.AddServerlessTuner(builder.Configuration).AddFunctionTimeout(builder.Configuration)
            .AddTelemetryExport(builder.Configuration, isOnFunctionsHost: true);
        addParts?.Invoke(builder.Services);
        var app = builder.Build();
        app.Services.ThrowIfSettingsAreWrong();
        return app.RunAsync();
    }
}
